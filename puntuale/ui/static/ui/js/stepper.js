/*
  data-stepper="15": − and + beside each input[data-minutes] inside, in steps of so many minutes, and a
  square for each step; data-minutes names the band. The squares say nothing that the field does not.
*/
const most = 96;
const minutes = (text) => {
  const [, hours = 0, rest = 0] = text.trim().match(/^(?:(\d+)\s*(?:h|:))?\s*(?:(\d+)\s*(?:min|m)?)?$/) ?? [];
  return Number(hours) * 60 + Number(rest);
};
const written = (time) => time < 60 ? `${time} min` : `${Math.floor(time / 60)} h ${String(time % 60).padStart(2, "0")}`;

for (const group of document.querySelectorAll("[data-stepper]")) {
  const step = Number(group.dataset.stepper);
  for (const input of group.querySelectorAll("input[data-minutes]")) {
    const frame = document.createElement("span");
    frame.className = "stepper";
    input.replaceWith(frame);
    const button = (sign, name, by) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = sign;
      made.setAttribute("aria-label", `${input.labels[0]?.textContent ?? ""}: ${step} min ${name}`);
      made.addEventListener("click", () => {
        input.value = written(Math.max(minutes(input.value) + by, 0));
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
      return made;
    };
    frame.append(input);
    frame.prepend(button("−", group.dataset.less, -step));
    frame.append(button("+", group.dataset.more, step));
    const squares = document.createElement("span");
    squares.className = "quarters";
    squares.setAttribute("aria-hidden", "true");
    frame.after(squares);
    const draw = () => {
      const count = Math.ceil(minutes(input.value) / step);
      squares.replaceChildren(...Array.from({ length: count > most ? 0 : count }, () => document.createElement("i")));
    };
    squares.classList.toggle("is-surcharge", input.dataset.minutes !== "base");
    input.addEventListener("input", draw);
    input.addEventListener("change", draw);
    draw();
  }
}
