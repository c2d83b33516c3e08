/* data-apply: a form of filters is sent as soon as one is changed; its button is not needed then. */
for (const button of document.querySelectorAll("[data-apply] [data-apply-button]")) button.hidden = true;

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-apply]");
  if (form) form.requestSubmit();
});
