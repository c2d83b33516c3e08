/* data-invalid: the first wrong field of a page, or of a part just swapped in, gets the focus. */
function focusFirst(part) {
  part.querySelector("[data-invalid] :is(input, select, textarea):not([type=hidden])")?.focus();
}

focusFirst(document);
document.addEventListener("htmx:afterSettle", (event) => focusFirst(event.detail.elt));
