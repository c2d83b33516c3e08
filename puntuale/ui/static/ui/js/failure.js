/* A request that failed leaves the page as it was, and says so above the part it was for. */
function tell(event, sentence) {
  const part = event.detail.target ?? event.detail.elt;
  if (event.detail.elt.matches("[data-minute]")) return;
  part.parentElement.querySelector(":scope > [data-failure-notice]")?.remove();
  const notice = document.createElement("div");
  notice.className = "notice notice--late";
  notice.setAttribute("role", "alert");
  notice.setAttribute("data-failure-notice", "");
  const text = document.createElement("p");
  text.textContent = sentence;
  notice.append(text);
  part.before(notice);
}

document.addEventListener("htmx:sendError", (event) => tell(event, document.body.dataset.failure));
document.addEventListener("htmx:timeout", (event) => tell(event, document.body.dataset.failure));
document.addEventListener("htmx:responseError", (event) => tell(event, document.body.dataset.refused));
document.addEventListener("htmx:afterSwap", () => {
  for (const notice of document.querySelectorAll("[data-failure-notice]")) notice.remove();
});
