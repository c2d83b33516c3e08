/* data-files: drop files anywhere on the form, see what was chosen, take one out again. */
const size = (bytes) => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

function put(input, files) {
  const box = new DataTransfer();
  for (const file of files) box.items.add(file);
  input.files = box.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function item(field, input, file) {
  const line = document.createElement("li");
  line.className = "files__item";
  const name = document.createElement("span");
  name.textContent = file.name;
  const much = document.createElement("span");
  much.className = "files__size";
  much.textContent = size(file.size);
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "button button--small button--quiet";
  remove.textContent = field.dataset.remove;
  remove.setAttribute("aria-label", `${field.dataset.remove}: ${file.name}`);
  remove.addEventListener("click", () => {
    put(input, [...input.files].filter((other) => other !== file));
    input.focus();
  });
  line.append(name, much, remove);
  return line;
}

document.addEventListener("change", (event) => {
  const field = event.target.closest?.("[data-files]");
  if (!field || event.target.type !== "file") return;
  const lines = [...event.target.files].map((file) => item(field, event.target, file));
  field.querySelector("[data-files-list]").replaceChildren(...lines);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const field = event.target.closest?.("form")?.querySelector("[data-files]");
    if (!field || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    field.toggleAttribute("data-over", kind === "dragover");
    const input = field.querySelector("input[type=file]");
    if (kind === "drop") put(input, [...input.files, ...event.dataTransfer.files]);
  });
}
