/* data-timer: the length that the server wrote goes on, second by second. */
const began = performance.now();
const two = (number) => String(Math.floor(number)).padStart(2, "0");

function watch(timer) {
  const [hours, minutes, seconds] = timer.textContent.split(":").map(Number);
  const shown = hours * 3600 + minutes * 60 + seconds;
  setInterval(() => {
    const passed = shown + (performance.now() - began) / 1000;
    timer.textContent = `${two(passed / 3600)}:${two((passed / 60) % 60)}:${two(passed % 60)}`;
  }, 1_000);
}

for (const timer of document.querySelectorAll("[data-timer]")) watch(timer);
