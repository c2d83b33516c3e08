/* data-key="r": the letter presses what carries it. data-go="q": the letter after g goes there.
   Letters rest while a field has the focus, and for whoever switched them off. */
const off = () => document.body.dataset.shortcuts === "off";
const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
let going = -Infinity;

const seen = (element) => element.offsetParent !== null && !element.disabled;

function press(element) {
  // A dialog lies over the page, wherever what opens it stands: the page stays where it is.
  element.focus({ preventScroll: "dialogOpen" in element.dataset });
  if (element.matches("a, button, summary")) element.click();
}

function follow(event, selector) {
  const target = [...document.querySelectorAll(selector)].find(seen);
  if (!target) return;
  event.preventDefault();
  press(target);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form");
    if (form && typing(event.target)) form.requestSubmit();
    return;
  }
  if (off() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;

  if (performance.now() - going < 1500) {
    going = -Infinity;
    follow(event, `[data-go="${CSS.escape(event.key)}"]`);
  } else if (event.key === "g") {
    going = performance.now();
  } else {
    follow(event, `[data-key="${CSS.escape(event.key)}"]`);
  }
});
