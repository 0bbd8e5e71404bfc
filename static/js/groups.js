// The board of groups: drag a card to another group; the buttons answer without loading the page anew.
// Without this script one ticks people and presses a button.

const form = document.querySelector("[data-groups]");
const board = form.querySelector("[data-groups-board]");
const said = document.querySelector("[data-groups-said]");
let dragged = null;

const prepare = () => {
  for (const card of board.querySelectorAll(".group-card")) card.draggable = true;
};

// Where the focus was, by what stays the same when the board is drawn again.
const placeOf = (element) => {
  if (element?.id) return `#${CSS.escape(element.id)}`;
  return element?.name === "do" ? `[name="do"][value="${element.value}"]` : "";
};

async function send(data) {
  const back = placeOf(document.activeElement);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    const told = await answer.json();
    board.innerHTML = told.html;
    said.textContent = told.said;
    said.classList.toggle("groups-refused", !answer.ok);
    prepare();
    if (back) board.querySelector(back)?.focus({ preventScroll: true });
  } catch {
    said.textContent = form.dataset.lost;
    said.classList.add("groups-refused");
  }
}

form.addEventListener("submit", (event) => {
  if (!event.submitter) return;
  event.preventDefault();
  send(new FormData(form, event.submitter));
});

board.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".group-card");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.person);
  dragged.classList.add("is-dragged");
});

board.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  board.querySelector(".is-target")?.classList.remove("is-target");
});

board.addEventListener("dragover", (event) => {
  const group = event.target.closest(".group");
  if (!dragged || !group) return;
  event.preventDefault();
  const before = board.querySelector(".is-target");
  if (before === group) return;
  before?.classList.remove("is-target");
  group.classList.add("is-target");
});

board.addEventListener("drop", (event) => {
  const group = event.target.closest(".group");
  if (!dragged || !group) return;
  event.preventDefault();
  if (group === dragged.closest(".group")) return;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("person", dragged.dataset.person);
  data.set("do", group.dataset.group === "0" ? "out" : "move");
  data.set("to", group.dataset.group);
  send(data);
});

prepare();
