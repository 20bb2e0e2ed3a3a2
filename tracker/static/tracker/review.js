"use strict";
/* The review queue: a form is sent once, and how long a decision is held still is counted down. */

const review = document.getElementById("review");

review.addEventListener("submit", (event) => {
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
