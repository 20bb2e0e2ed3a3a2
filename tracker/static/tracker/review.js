"use strict";
/* Keys of the review queue. Every key presses a button or follows a link that stands on the page. */

const review = document.getElementById("review");
const keys = document.getElementById("keys");

function press(selector) {
  const found = review.querySelector(selector);
  if (found) { found.click(); }
  return Boolean(found);
}

function openDismissal() {
  const dismiss = document.getElementById("dismiss");
  if (dismiss) {
    dismiss.open = true;
    dismiss.querySelector("ol button").focus();
  }
  return Boolean(dismiss);
}

function tickAll() {
  const boxes = [...review.querySelectorAll("input[name=alike]")];
  const all = boxes.every((box) => box.checked);
  boxes.forEach((box) => { box.checked = !all; });
  return boxes.length > 0;
}

const acts = {
  j: () => press("a[rel=next]"),
  k: () => press("a[rel=prev]"),
  y: () => press("#confirm"),
  e: () => press("#edit"),
  m: () => press("#passages"),
  n: openDismissal,
  a: tickAll,
  u: () => press("#undo button"),
  "?": () => { keys.showModal(); return true; },
};

function isTyping(target) {
  return target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || keys.open) { return; }
  const dismiss = document.getElementById("dismiss");
  const isReason = dismiss && dismiss.open && /^[1-9]$/.test(event.key);
  const isDone = isReason ? press(`#dismiss li:nth-child(${event.key}) button`) : acts[event.key] && acts[event.key]();
  if (isDone) { event.preventDefault(); }
});

review.addEventListener("submit", (event) => {
  /* A key held down does not decide on the next flag too. */
  if (event.target.dataset.sent) { event.preventDefault(); return; }
  event.target.dataset.sent = "1";
});

window.addEventListener("pageshow", () => {
  review.querySelectorAll("form").forEach((form) => { delete form.dataset.sent; });
});

setInterval(() => {
  review.querySelectorAll("time[data-seconds]").forEach((time) => {
    const left = Math.max(0, Number(time.dataset.seconds) - 1);
    time.dataset.seconds = String(left);
    time.textContent = String(left);
  });
}, 1000);
