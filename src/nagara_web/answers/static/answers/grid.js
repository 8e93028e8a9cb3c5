// A grid of numbers is walked with the arrow keys and Enter.
"use strict";
for (const grid of document.querySelectorAll("table[data-grid]")) grid.addEventListener("keydown", (key) => {
  const box = key.target, cell = box.closest("td"), line = cell?.parentElement;
  if (!line || box.type === "checkbox" || key.altKey || key.ctrlKey || key.metaKey) return;
  const at = cell.cellIndex, free = box.selectionStart === box.selectionEnd;
  const go = {
    ArrowDown: () => line.nextElementSibling?.cells[at], Enter: () => line.nextElementSibling?.cells[at],
    ArrowUp: () => line.previousElementSibling?.cells[at],
    ArrowLeft: () => free && box.selectionStart === 0 && line.cells[at - 1],
    ArrowRight: () => free && box.selectionEnd === box.value.length && line.cells[at + 1],
  }[key.key];
  if (!go) return;
  if (key.key === "Enter") key.preventDefault();
  const next = go()?.querySelector?.("input");
  if (next) { key.preventDefault(); next.focus(); next.select(); }
});
