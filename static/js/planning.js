// The planning board: drag a card, or press its handle and move it with the arrow keys. The card is sent
// where it was dropped; only the days that look otherwise are drawn again.
// Without this script a card's title leads to a page where all of it can be done.

const plan = document.querySelector("[data-plan]");
const said = document.querySelector("[data-plan-said]");
const steps = document.querySelector("[data-plan-steps]");
const list = document.querySelector("[data-plan-list]");
const warnings = document.querySelector("[data-plan-warnings]");
let carried = null; // the card that is picked up, and where it came from

const words = (name, values) => plan.dataset[name].replace(/\{(\w+)\}/g, (_all, key) => values[key]);
const titleOf = (card) => card.querySelector("a").textContent;
const cellOf = (card) => card.closest(".plan-cell");
const dayOf = (card) => card.closest(".plan-day");
const placeOf = (card) => [...card.parentElement.children].indexOf(card);

const say = (text, refused = false) => {
  said.textContent = text;
  said.classList.toggle("is-refused", refused);
};

const prepare = (part) => {
  for (const card of part.querySelectorAll(".plan-card")) {
    card.draggable = true;
    card.querySelector("a").draggable = false;
    const handle = document.createElement("button");
    handle.type = "button";
    handle.className = "plan-handle";
    handle.setAttribute("aria-label", words("handle", { title: titleOf(card) }));
    handle.setAttribute("aria-describedby", "plan-help");
    card.prepend(handle);
  }
};

const handleOf = (card) => card.querySelector(".plan-handle");

// Picking up, moving, putting back

const pickUp = (card) => {
  carried = { card, list: card.parentElement, before: card.nextElementSibling };
};

const showCarried = () => {
  carried?.card.classList.add("is-carried");
  plan.classList.toggle("is-carrying", carried !== null);
};

const letGo = () => {
  carried.card.classList.remove("is-carried");
  plan.classList.remove("is-carrying");
  const was = carried;
  carried = null;
  return was;
};

const putBack = ({ card, list: home, before }) => home.insertBefore(card, before);

const sayPlace = (card) => {
  const cell = cellOf(card);
  say(
    words("place", {
      day: dayOf(card).querySelector("h3").textContent,
      part: cell.querySelector("h4").textContent,
      place: placeOf(card) + 1,
      count: cell.querySelectorAll(".plan-card").length,
    }),
  );
};

const show = (card) => {
  const week = card.closest("details");
  if (week) week.open = true;
  handleOf(card).focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  sayPlace(card);
};

const neighbourDay = (card, step) => {
  const days = [...plan.querySelectorAll(".plan-day")];
  return days[days.indexOf(dayOf(card)) + step];
};

const listIn = (day, part) => day?.querySelector(`.plan-cell[data-part="${part}"] > ul`);

const moveUp = (card) => {
  if (card.previousElementSibling) card.previousElementSibling.before(card);
  else listIn(neighbourDay(card, -1), cellOf(card).dataset.part)?.append(card);
};

const moveDown = (card) => {
  if (card.nextElementSibling) card.nextElementSibling.after(card);
  else listIn(neighbourDay(card, 1), cellOf(card).dataset.part)?.prepend(card);
};

const moveAcross = (card, step) => {
  const cells = [...dayOf(card).querySelectorAll(".plan-cell")];
  const to = cells[cells.indexOf(cellOf(card)) + step]?.querySelector("ul");
  if (to) to.insertBefore(card, to.children[placeOf(card)] ?? null);
};

const moveDays = (card, step) => listIn(neighbourDay(card, step), cellOf(card).dataset.part)?.append(card);

const KEYS = {
  ArrowUp: moveUp,
  ArrowDown: moveDown,
  ArrowLeft: (card) => moveAcross(card, -1),
  ArrowRight: (card) => moveAcross(card, 1),
  PageUp: (card) => moveDays(card, -1),
  PageDown: (card) => moveDays(card, 1),
};

// Sending, and drawing again what changed

const draw = (told) => {
  const there = [...plan.querySelectorAll(".plan-day")].map((day) => day.id);
  if (there.join() !== told.order.join()) return location.reload();
  for (const [id, html] of Object.entries(told.rows)) {
    document.getElementById(id).outerHTML = html;
    prepare(document.getElementById(id));
  }
  plan.className = ["plan", ...told.used.map((part) => `has-${part}`)].join(" ");
  list.innerHTML = told.steps;
  const wasOpen = warnings.querySelector("details")?.open;
  warnings.innerHTML = told.warnings;
  if (wasOpen) warnings.querySelector("details")?.setAttribute("open", "");
};

const send = async (address, data) => {
  for (const day of plan.querySelectorAll(".plan-day")) data.append("has", `${day.id}:${day.dataset.mark}`);
  data.set("csrfmiddlewaretoken", steps.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(address, {
    method: "POST",
    body: data,
    headers: { Accept: "application/json" },
    redirect: "error",
  });
  return { refused: !answer.ok, told: await answer.json() };
};

const drop = async () => {
  const was = letGo();
  const { card } = was;
  if (card.parentElement === was.list && card.nextElementSibling === was.before) {
    return say(words("putBack", { title: titleOf(card) }));
  }
  const data = new FormData();
  data.set("do", "move");
  data.set("day", dayOf(card).dataset.day);
  data.set("part_of_day", cellOf(card).dataset.part);
  data.set("order", placeOf(card) + 1);
  data.set("seen", card.dataset.seen);
  const wasFocused = card.contains(document.activeElement);
  try {
    const { refused, told } = await send(`${card.id.slice(1)}/`, data);
    if (refused) putBack(was);
    draw(told);
    say(told.said, refused);
  } catch {
    putBack(was);
    say(plan.dataset.lost, true);
  }
  const drawn = document.getElementById(card.id);
  if (wasFocused && drawn) handleOf(drawn).focus({ preventScroll: true });
};

// By keyboard

plan.addEventListener("click", (event) => {
  const handle = event.target.closest(".plan-handle");
  if (!handle) return;
  const card = handle.closest(".plan-card");
  if (carried?.card === card) return drop();
  if (carried) putBack(letGo());
  pickUp(card);
  showCarried();
  say(words("picked", { title: titleOf(card) }));
});

plan.addEventListener("keydown", (event) => {
  if (!carried || !event.target.closest(".plan-handle")) return;
  if (event.key === "Escape" || event.key === "Tab") {
    const was = letGo();
    putBack(was);
    say(words("putBack", { title: titleOf(was.card) }));
    if (event.key === "Escape") handleOf(was.card).focus();
  } else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key](carried.card);
    show(carried.card);
  }
});

// By pointer

plan.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.(".plan-card");
  if (!card) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", titleOf(card));
  pickUp(card);
  setTimeout(showCarried); // the parts that appear then would end the drag before it began
});

plan.addEventListener("dragover", (event) => {
  const cell = event.target.closest(".plan-cell");
  if (!carried || !cell) return;
  event.preventDefault();
  const others = [...cell.querySelectorAll(".plan-card:not(.is-carried)")];
  const next = others.find((other) => {
    const box = other.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  const home = cell.querySelector("ul");
  if (carried.card.parentElement !== home || carried.card.nextElementSibling !== (next ?? null)) {
    home.insertBefore(carried.card, next ?? null);
  }
});

plan.addEventListener("drop", (event) => {
  if (!carried) return;
  event.preventDefault();
  drop();
});

plan.addEventListener("dragend", () => {
  if (carried) putBack(letGo());
});

// Undoing

steps.addEventListener("submit", async (event) => {
  if (!event.submitter) return;
  event.preventDefault();
  try {
    const { refused, told } = await send(steps.getAttribute("action"), new FormData(steps, event.submitter));
    draw(told);
    say(told.said, refused);
    list.querySelector("button")?.focus();
  } catch {
    say(plan.dataset.lost, true);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  list.querySelector("button")?.click();
});

document.querySelector("#plan-help").hidden = false;
prepare(plan);
