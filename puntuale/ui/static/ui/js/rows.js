/* data-look on a part of a row that was swapped by itself: the row takes on the same look. */
document.addEventListener("htmx:oobAfterSwap", (event) => {
  const part = event.detail.target.id ? document.getElementById(event.detail.target.id) : null;
  const row = part?.closest("[data-row]");
  if (!row || part.dataset.look === undefined) return;
  for (const name of [...row.classList]) if (name.startsWith("queue-row--")) row.classList.remove(name);
  if (part.dataset.look) row.classList.add(`queue-row--${part.dataset.look}`);
});
