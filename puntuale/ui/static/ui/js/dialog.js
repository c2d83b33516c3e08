/* data-dialog-open="id" opens a <dialog>; data-dialog-close closes it. The browser gives the focus back. */
for (const button of document.querySelectorAll("[data-dialog-open]")) button.hidden = false;

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) document.getElementById(opener.dataset.dialogOpen)?.showModal();
  if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog").close();
  if (event.target.matches("dialog")) event.target.close();
});
