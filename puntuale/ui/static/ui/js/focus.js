/* After a swap the focus stays; if its element is gone, it goes to the heading of the new part. */
let held = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  held = event.detail.target?.contains(document.activeElement) ? document.activeElement : null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!held || held.isConnected || document.activeElement !== document.body) return;
  const part = event.detail.elt;
  const heading = part.querySelector("h1, h2, h3, h4") ?? part;
  heading.setAttribute("tabindex", "-1");
  heading.focus();
  held = null;
});
