/* data-insert="id": a saved reply goes into the text where the cursor stands. Its text is in data-text. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const text = button && document.getElementById(button.dataset.insert);
  if (!text) return;
  event.preventDefault();
  text.setRangeText(button.dataset.text, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  button.closest("details")?.removeAttribute("open");
  text.focus();
});
