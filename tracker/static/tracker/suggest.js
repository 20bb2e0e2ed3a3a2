/* Names of records, offered as they are typed. Without it, what is meant is asked back. */
"use strict";

(() => {
  let asked = 0;
  document.addEventListener("input", async (event) => {
    const { suggest } = event.target.dataset;
    const words = event.target.value.trim();
    if (!suggest || words.length < 2) {
      return;
    }
    asked += 1;
    const mine = asked;
    const query = new URLSearchParams({ q: words, type: suggest });
    const answer = await fetch(`/v1/suggest?${query}`, { credentials: "omit" });
    if (!answer.ok || mine !== asked) {
      return;
    }
    const { results } = await answer.json();
    const list = document.getElementById(event.target.getAttribute("list"));
    list.replaceChildren(...results.map(({ title, slug }) => new Option("", `${title} (${slug})`)));
  });
})();
