// What this device does for a workshop's public pages: it keeps them for when there is no network, says of a
// page that it kept how old it is, and remembers stars. Without this script the pages are the same, online.

const line = document.querySelector("[data-offline]");
const page = document.documentElement;
const { connection, serviceWorker } = navigator;

function clock(moment) {
  const options = { hour: "2-digit", minute: "2-digit", hour12: false };
  const isToday = moment.toDateString() === new Date().toDateString();
  if (!isToday) Object.assign(options, { day: "numeric", month: "short" });
  return moment.toLocaleString(page.lang, options);
}

// The list of what is kept is fetched anew at each visit, so its date is the age of what is kept.
async function tellAge() {
  const list = await caches.match(line.dataset.offline);
  const asked = list && new Date(list.headers.get("Date"));
  if (!asked) return;
  line.textContent = line.dataset.saved.replace("%s", clock(asked));
  line.hidden = false;
}

async function keep() {
  await serviceWorker.register("/sw.js", { scope: line.dataset.scope });
  const { active } = await serviceWorker.ready;
  active.postMessage(line.dataset.offline);
}

if (line && serviceWorker && window.caches) {
  if ("kept" in page.dataset) tellAge();
  if (!connection || !connection.saveData) {
    const soon = window.requestIdleCallback || setTimeout;
    addEventListener("load", () => soon(() => keep().catch(() => null)));
  }
}

// Stars are on this device alone: the numbers of sessions, by workshop.
const shelf = `agenda:${location.pathname.split("/")[3]}`;
const template = document.querySelector("[data-star]");
let stars = [];

function tellStars() {
  page.dataset.stars = stars.join(" ");
  document.dispatchEvent(new Event("stars"));
}

function turn(number) {
  stars = stars.includes(number) ? stars.filter((other) => other !== number) : [...stars, number];
  try {
    localStorage.setItem(shelf, JSON.stringify(stars));
  } catch {
    // a private window: they last as long as the page
  }
  tellStars();
}

function offerStar(session) {
  const button = template.content.firstElementChild.cloneNode(true);
  const number = session.dataset.n;
  const show = () => button.setAttribute("aria-pressed", stars.includes(number));
  const title = session.querySelector("h1, .session-title").textContent;
  button.setAttribute("aria-label", button.getAttribute("aria-label").replace("%s", title.trim()));
  button.addEventListener("click", () => turn(number));
  document.addEventListener("stars", show);
  session.append(button);
}

if (template) {
  try {
    stars = JSON.parse(localStorage.getItem(shelf)) || [];
  } catch {
    // nothing to remember
  }
  for (const session of document.querySelectorAll("[data-n]:not(.pause)")) offerStar(session);
  tellStars();
}
