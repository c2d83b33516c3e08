/* data-goto-line: the link puts the cursor on that line of the text (data-lines). */
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goto-line]");
  const text = document.querySelector("textarea[data-lines]");
  if (!link || !text) return;
  event.preventDefault();
  const lines = text.value.split("\n");
  const number = Math.min(Number(link.dataset.gotoLine), lines.length);
  const start = lines.slice(0, number - 1).reduce((length, line) => length + line.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + lines[number - 1].length);
  text.scrollTop = (text.scrollHeight / lines.length) * Math.max(number - 5, 0);
});
