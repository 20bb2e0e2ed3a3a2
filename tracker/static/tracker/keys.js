/* Keys for what a page of the desk can do. The page does all of it without. */
"use strict";

(() => {
  const fields = "input:not([type=checkbox]):not([type=submit]), select, textarea";
  let pressed = "";

  const act = (element) => {
    if (element.matches("fieldset")) {
      element.focus();
    } else {
      element.click();
    }
  };

  document.addEventListener("keydown", (event) => {
    // A key that is held down does not decide on the next one too.
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.target.matches(fields)) {
      if (event.key === "Escape") {
        event.target.blur();
      }
      return;
    }
    if (event.key === "e") {
      const first = document.querySelector("#id_draft-title, #id_draft-text, .passage select");
      if (first) {
        event.preventDefault();
        first.focus();
      }
      return;
    }
    const both = pressed ? `${pressed} ${event.key}` : event.key;
    const found = document.querySelector(`[data-key="${CSS.escape(both)}"]`)
      || document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    pressed = event.key === "n" ? "n" : "";
    if (found) {
      event.preventDefault();
      act(found);
    }
  });
})();
