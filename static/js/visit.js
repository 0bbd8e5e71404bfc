// Counting heads on a visit: a press is saved at once, without loading the page anew; names are looked for
// as one types. Without this script the buttons and the search load the page.

const form = document.querySelector("[data-visit]");
const parts = form.querySelector("[data-visit-parts]");
const said = document.querySelector("[data-visit-said]");
const search = document.querySelector("[data-visit-search]");
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const narrow = () => {
  const words = plain(search.elements.q.value).split(/\s+/);
  for (const row of parts.querySelectorAll("[data-find]")) {
    const text = plain(row.dataset.find);
    row.hidden = !words.every((word) => text.includes(word));
  }
};

// One press after the other: each answer shows what the one before it did.
let queue = Promise.resolve();

async function send(data) {
  const back = document.activeElement?.id;
  const open = [...parts.querySelectorAll("details")].map((each) => each.open);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    const told = await answer.json();
    parts.innerHTML = told.html;
    said.textContent = told.said;
    said.classList.toggle("groups-refused", !answer.ok);
    parts.querySelectorAll("details").forEach((each, place) => { each.open ||= open[place] ?? false; });
    narrow();
    if (back) document.getElementById(back)?.focus({ preventScroll: true });
  } catch {
    said.textContent = form.dataset.lost;
    said.classList.add("groups-refused");
  }
}

form.addEventListener("submit", (event) => {
  if (!event.submitter) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  queue = queue.then(() => send(data));
});

search.elements.q.addEventListener("input", narrow);
