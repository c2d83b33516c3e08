/* data-beside: whatever speaks of lines (data-speaks-of="12 13") and those lines (data-line)
   light up together, under the pointer and with the focus. */
const LIT = "data-lit";

function partners(element) {
  const side = element.closest("[data-beside]");
  const said = element.closest("[data-speaks-of]");
  if (said) return [said, ...linesOf(side, said)];
  const line = element.closest("[data-line]");
  if (!line) return [];
  const words = [...side.querySelectorAll("[data-speaks-of]")].filter((each) => speaksOf(each, line));
  return [line, ...words];
}

const numbers = (said) => said.dataset.speaksOf.split(" ");
const speaksOf = (said, line) => numbers(said).includes(line.dataset.line);
const linesOf = (side, said) => numbers(said).flatMap((n) => [...side.querySelectorAll(`[data-line="${n}"]`)]);

function light(event) {
  for (const lit of document.querySelectorAll(`[${LIT}]`)) lit.removeAttribute(LIT);
  if (!event.target.closest?.("[data-beside]")) return;
  for (const each of partners(event.target)) each.setAttribute(LIT, "");
}

document.addEventListener("pointerover", light);
document.addEventListener("focusin", light);
