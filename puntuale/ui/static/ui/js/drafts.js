/* data-draft="url": what is typed is kept on the server, ten seconds after the last change at most.
   The answer's text goes into the form's data-draft-status. */
const EVERY = 10_000;
const waiting = new Map();

async function keep(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  if (form.hasAttribute("data-sent")) return;
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body });
    const status = form.querySelector("[data-draft-status]");
    if (answer.ok && status) status.textContent = await answer.text();
  } catch {
    waiting.set(form, setTimeout(keep, EVERY, form));
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-draft]");
  if (form && !waiting.has(form)) waiting.set(form, setTimeout(keep, EVERY, form));
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) for (const form of [...waiting.keys()]) keep(form);
});
