/* An answer that carries HX-Trigger {"announce": "…"} is read out once, politely. */
document.addEventListener("announce", (event) => {
  const region = document.querySelector("[data-announcements]");
  if (region) region.textContent = event.detail.value;
});
