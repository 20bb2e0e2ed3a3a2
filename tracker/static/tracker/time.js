// Moves through the versions of a record: a slider above the list of its instants.
"use strict";

for (const list of document.querySelectorAll("ol[data-slide]")) {
  const links = [...list.querySelectorAll("a")].reverse();
  if (links.length > 1) {
    const slider = document.createElement("input");
    const told = document.createElement("output");
    const label = document.createElement("label");
    const shown = links.findIndex((link) => link.hasAttribute("aria-current"));
    label.textContent = list.dataset.slide;
    slider.type = "range";
    slider.min = "0";
    slider.max = String(links.length - 1);
    slider.value = String(shown < 0 ? links.length - 1 : shown);
    label.append(slider);
    const tell = () => {
      told.textContent = links[slider.valueAsNumber].textContent;
      slider.setAttribute("aria-valuetext", told.textContent);
    };
    slider.addEventListener("input", tell);
    slider.addEventListener("change", () => location.assign(links[slider.valueAsNumber].href));
    tell();
    label.append(told);
    list.before(label);
  }
}
