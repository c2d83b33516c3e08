/* data-selection-count: how many rows are chosen; data-select-none chooses none. */
function count() {
  for (const place of document.querySelectorAll("[data-selection-count]")) {
    place.textContent = place.closest("form").querySelectorAll("[data-row] :checked").length;
    place.parentElement.hidden = false;
  }
}

document.addEventListener("change", (event) => { if (event.target.closest("[data-row]")) count(); });
document.addEventListener("htmx:afterSettle", count);
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-select-none]")) return;
  for (const box of event.target.closest("form").querySelectorAll("[data-row] :checked")) box.checked = false;
  count();
});
count();
