/* Keys for what a page of the desk can do: each presses what bears it as data-key. The page does all of it without. */
"use strict";

(() => {
  const fields = "input:not([type=checkbox]):not([type=radio]):not([type=submit]), select, textarea";
  let pressed = "";

  const tick = (boxes) => {
    const all = boxes.every((box) => box.checked);
    boxes.forEach((box) => { box.checked = !all; });
  };

  const act = (element) => {
    if (element.matches("dialog")) {
      element.showModal();
    } else if (element.matches("details")) {
      element.open = true;
      element.querySelector("button").focus();
    } else if (element.matches("[data-tick]")) {
      tick([...element.querySelectorAll("input[type=checkbox]")]);
    } else if (element.matches("fieldset")) {
      element.focus();
    } else {
      element.click();
    }
  };

  // A key by itself, the second of two, or one of those that an open list offers.
  const find = (key) => {
    const names = [pressed && `${pressed} ${key}`, key].filter(Boolean).map((name) => CSS.escape(name));
    const selectors = [...names.map((name) => `[data-key="${name}"]`), `details[open] [data-key$=" ${CSS.escape(key)}"]`];
    return selectors.map((selector) => document.querySelector(selector)).find(Boolean);
  };

  document.addEventListener("keydown", (event) => {
    // A key that is held down does not decide on the next one too.
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
      return;
    }
    if (event.target.matches(fields)) {
      if (event.key === "Escape") {
        event.target.blur();
      }
      return;
    }
    const found = find(event.key);
    pressed = event.key === "n" ? "n" : "";
    if (found) {
      event.preventDefault();
      act(found);
      return;
    }
    const first = event.key === "e" && document.querySelector("#id_draft-title, #id_draft-text, .passage select");
    if (first) {
      event.preventDefault();
      first.focus();
    }
  });
})();
