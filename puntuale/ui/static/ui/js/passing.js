/* data-passing="10": an offer that goes away after so many seconds, unless the focus is on it. */
function watch(part) {
  for (const offer of part.querySelectorAll("[data-passing]")) {
    const timer = setInterval(() => {
      if (offer.contains(document.activeElement)) return;
      clearInterval(timer);
      offer.hidden = true;
    }, Number(offer.dataset.passing) * 1_000);
  }
}

watch(document);
document.addEventListener("htmx:afterSettle", (event) => watch(event.detail.elt.parentElement ?? document));
