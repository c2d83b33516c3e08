/* A form is sent once; its button turns after 300 ms, not before. */
const PATIENCE = 300;
const turning = new Map();

function release(form) {
  form.removeAttribute("data-sent");
  const { timer, button } = turning.get(form) ?? {};
  clearTimeout(timer);
  button?.removeAttribute("aria-busy");
  turning.delete(form);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[data-theme-form], [data-passkey]")) return;
  // The answer goes into a frame: this page stays, and nobody would let the form go again.
  if (event.submitter?.formTarget || form.target) return;
  if (form.hasAttribute("data-sent")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.setAttribute("data-sent", "");
  const button = event.submitter ?? form.querySelector("[type=submit]");
  const timer = setTimeout(() => button?.setAttribute("aria-busy", "true"), PATIENCE);
  turning.set(form, { timer, button });
}, { capture: true });

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest?.("form");
  if (form) release(form);
});
addEventListener("pageshow", () => [...document.querySelectorAll("form[data-sent]")].forEach(release));
