/* data-minute: gets the event "minute" once a minute while the page is seen (hx-trigger="minute").
   Twice without an answer, the element named by data-lost says since when. */
const MINUTE = 60_000;
const failures = new WeakMap();
let last = Date.now();

function tick() {
  if (document.hidden) return;
  last = Date.now();
  for (const element of document.querySelectorAll("[data-minute]")) {
    element.dispatchEvent(new CustomEvent("minute"));
  }
}

setInterval(tick, MINUTE);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && Date.now() - last >= MINUTE) tick();
});

function lost(element, isLost) {
  const notice = document.getElementById(element.dataset.lost ?? "lost");
  if (!notice) return;
  if (isLost && notice.hidden) {
    const now = new Date().toTimeString().slice(0, 5);
    notice.querySelector("[data-lost-since]").textContent = now;
  }
  notice.hidden = !isLost;
}

document.addEventListener("htmx:afterRequest", (event) => {
  const element = event.detail.elt;
  if (!element.matches?.("[data-minute]")) return;
  const count = event.detail.successful ? 0 : (failures.get(element) ?? 0) + 1;
  failures.set(element, count);
  if (count === 0 || count >= 2) lost(element, count >= 2);
});
