/* data-row: j and k walk the rows of a list, x chooses one, o or Enter opens it. */
const rows = () => [...document.querySelectorAll("[data-row]")];
const current = () => document.querySelector("[data-row][data-cursor]");

function move(step) {
  const all = rows();
  const here = all.indexOf(current());
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  if (!next) return;
  current()?.removeAttribute("data-cursor");
  next.setAttribute("data-cursor", "");
  next.scrollIntoView({ block: "nearest" });
  next.querySelector("a")?.focus({ preventScroll: true });
}

const acts = {
  j: () => move(1),
  k: () => move(-1),
  x: () => current()?.querySelector("input[type=checkbox]")?.click(),
  o: () => current()?.querySelector("a")?.click(),
  Enter: () => current()?.querySelector("a")?.click(),
};

document.addEventListener("keydown", (event) => {
  const busy = event.ctrlKey || event.metaKey || event.altKey;
  if (busy || document.body.dataset.shortcuts === "off" || !acts[event.key] || !rows().length) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, summary, button, dialog")) return;
  if (event.key === "Enter" && event.target.closest("a, input")) return;
  event.preventDefault();
  acts[event.key]();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row || row === current()) return;
  current()?.removeAttribute("data-cursor");
  row.setAttribute("data-cursor", "");
});
