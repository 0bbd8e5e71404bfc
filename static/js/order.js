/* Drags nominees into another order, and sends it. The buttons beside each do the same without a script. */
const form = document.getElementById("order");
const list = form.querySelector(".tasks");
const keys = () => [...list.children].map((row) => row.dataset.key);
let held = null;
let before = "";

function send() {
  for (const key of keys()) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "order", value: key });
    form.append(field);
  }
  form.submit();
}

for (const row of list.children) row.draggable = true;
list.addEventListener("dragstart", (event) => {
  held = event.target.closest("li");
  held.classList.add("is-held");
  before = keys().join();
});
list.addEventListener("dragover", (event) => {
  const over = event.target.closest("li");
  if (!held || !over) return;
  event.preventDefault();
  const box = over.getBoundingClientRect();
  if (over !== held) over[event.clientY > box.top + box.height / 2 ? "after" : "before"](held);
});
list.addEventListener("drop", (event) => event.preventDefault());
list.addEventListener("dragend", () => {
  held.classList.remove("is-held");
  held = null;
  if (before !== keys().join()) send();
});
