"use strict";

// Fills the next empty quote with the words that are marked in an article's stored text.
{
  const text = document.getElementById("stored-text");
  const button = document.getElementById("quote-marked");
  const status = document.getElementById("marked-status");
  let marked = null;

  // Where the selection stands in the text, in code points; null outside it.
  const selected = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    const exact = words.trim();
    if (!exact) return null;
    const lead = words.length - words.trimStart().length;
    const start = Array.from(before.toString() + words.slice(0, lead)).length;
    return { exact, start };
  };

  const emptyRow = () =>
    [...document.querySelectorAll("tr.quote")].find(
      (row) => !row.querySelector("textarea").value.trim(),
    );

  document.addEventListener("selectionchange", () => {
    const found = selected();
    if (found) marked = found;
    button.disabled = !marked;
    if (found) status.textContent = `${Array.from(found.exact).length} characters are marked.`;
  });

  button.addEventListener("click", () => {
    const row = emptyRow();
    if (!marked || !row) {
      status.textContent = "Every row is filled; save these first.";
      return;
    }
    const [slug, exact, start] = row.querySelectorAll("input[type=text], textarea, input[type=hidden]");
    slug.value = text.dataset.document;
    exact.value = marked.exact;
    start.value = marked.start;
    status.textContent = `Quoted: “${marked.exact}”`;
    marked = null;
    button.disabled = true;
  });

  button.closest("[hidden]").hidden = false;
}
