/* data-menu: an open menu closes with Esc, or when something else is pressed; one to type in has the focus. */
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.open && event.target.matches("[data-menu]")) {
      event.target.querySelector("input:not([type=hidden], [type=checkbox], [type=radio])")?.focus();
    }
  },
  true,
);
