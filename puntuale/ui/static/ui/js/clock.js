/* data-clock: the time of the masthead goes on, in the zone the server wrote it in. */
const clock = document.querySelector("[data-clock]");
const began = performance.now();

function show() {
  const written = clock.dateTime;
  const offset = written.match(/([+-])(\d\d):(\d\d)$/);
  const minutes = offset ? (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  const now = new Date(Date.parse(written) + (performance.now() - began) + minutes * 60_000);
  clock.textContent = now.toISOString().slice(11, 16);
}

if (clock) setInterval(show, 5_000);
