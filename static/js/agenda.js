// The agenda on a reader's device: days and "now" followed, times in another zone, sessions found at once, and a
// warning where two with a star overlap. The address does most of this too; without this script nothing is missing.
// One file for all of it, since a first visit over a slow line counts its requests.

const page = document.documentElement;
const agenda = document.querySelector("[data-agenda]");
const sessions = [...agenda.querySelectorAll("[data-n]")];
const days = [...agenda.querySelectorAll("[data-date]")];
const tabs = agenda.querySelector("[data-day-tabs]");
const offer = agenda.querySelector("[data-now-offer]");
const one = (mark) => document.querySelector(`[data-${mark}]`);
const tabOf = (day) => tabs.querySelector(`[href="#${day.id}"]`);
const from = (session) => Date.parse(session.dataset.from);
const to = (session) => Date.parse(session.dataset.to);
const title = (session) => session.querySelector("a").textContent;
const made = (mark) => one(mark).content.firstElementChild.cloneNode(true);
const stars = () => (page.dataset.stars || "").split(" ").filter(Boolean);

function put(name, value) {
  const address = new URL(location);
  address.searchParams.delete(name);
  for (const each of [value].flat()) if (each) address.searchParams.append(name, each);
  history.replaceState(null, "", address);
}

// ---------------------------------------------------------------- days and now

function mark(tab) {
  for (const other of tabs.children) other.removeAttribute("aria-current");
  tab.setAttribute("aria-current", "true");
  tabs.scrollTo({ left: tab.offsetLeft - (tabs.clientWidth - tab.clientWidth) / 2 });
}

function followDays() {
  // A day is being read while it crosses a line a little below the sticky tabs.
  const watcher = new IntersectionObserver(
    (entries) => {
      const entered = entries.find((entry) => entry.isIntersecting);
      if (entered) mark(tabOf(entered.target));
    },
    { rootMargin: "-25% 0px -74% 0px" },
  );
  for (const day of days) watcher.observe(day);
}

// A page that is left open, or was kept, tells of another moment than this one.
function markNow() {
  const at = Date.now();
  const held = sessions.filter((session) => !session.matches(".is-cancelled, [data-kind=off]"));
  const running = held.filter((session) => from(session) <= at && at < to(session));
  const coming = held.some((session) => from(session) <= at) && held.find((session) => from(session) > at);
  for (const session of sessions) {
    const runs = running.includes(session);
    session.classList.toggle("is-now", runs);
    if (runs === Boolean(session.querySelector(".now"))) continue;
    session.querySelector(".now")?.remove();
    if (runs) session.querySelector(".session-meta").prepend(word());
  }
  const date = today(at);
  for (const day of days) {
    const isToday = day.dataset.date === date;
    tabOf(day).classList.toggle("is-today", isToday);
    tabOf(day).querySelector("[data-today]").hidden = !isToday;
  }
  const told = one("until");
  if (told) told.hidden = Date.parse(told.dataset.until) <= at;
  anchor(running[0] || coming, running.length > 0);
}

// The venue's date; a day of the programme lasts until 04:00.
function today(at) {
  const timeZone = agenda.dataset.zone;
  const date = new Date(`${dayIn(timeZone).format(at)}T12:00Z`);
  const hour = new Intl.DateTimeFormat("en", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(at);
  if (Number(hour) < 4) date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

function word() {
  const strong = document.createElement("strong");
  strong.className = "now";
  strong.textContent = agenda.dataset.now;
  return strong;
}

function anchor(session, isRunning) {
  const old = document.getElementById("now");
  if (old !== session) {
    old?.removeAttribute("id");
    if (session) session.id = "now";
    if (session && location.hash === "#now") session.scrollIntoView();
  }
  offerNow(isRunning ? session : null);
}

let offered = null;
let watched = null;
let dismissed = false;

function offerNow(session) {
  if (session === watched) return;
  watched = session;
  offered?.disconnect();
  offer.hidden = true;
  if (!session) return;
  offered = new IntersectionObserver(([entry]) => {
    offer.hidden = dismissed || entry.isIntersecting || session.hidden;
  });
  offered.observe(session);
}

// ------------------------------------------------------------------- time zone

const format = (options) => new Intl.DateTimeFormat(page.lang, options);
const dayIn = (timeZone) => new Intl.DateTimeFormat("en-CA", { timeZone }); // 2024-05-20
const place = (zone) => zone.split("/").pop().replaceAll("_", " ");
const clockIn = (timeZone) => format({ timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

function inWords(timeZone) {
  const parts = format({ timeZone, timeZoneName: "shortOffset" }).formatToParts(from(sessions[0]));
  return `${place(timeZone)} (${parts.find((part) => part.type === "timeZoneName").value.replace("GMT", "UTC")})`;
}

function showTimes(zone) {
  const venue = agenda.dataset.zone;
  const [clock, day] = [clockIn(zone), dayIn(zone)];
  const dayInWords = format({ timeZone: zone, weekday: "short", day: "numeric", month: "short" });
  for (const span of document.querySelectorAll(".clock")) {
    const times = [...span.querySelectorAll("time")];
    for (const time of times) time.textContent = clock.format(new Date(time.dateTime));
    span.querySelector(".clock-day")?.remove();
    const begins = new Date(times[0].dateTime);
    const here = span.closest("[data-date]");
    if (zone === venue || !here || day.format(begins) === here.dataset.date) continue;
    const note = document.createElement("span");
    note.className = "clock-day";
    note.textContent = ` ${dayInWords.format(begins)}`;
    span.append(note);
  }
  const next = one("begins");
  if (next) next.dataset.words ??= next.textContent;
  const begin = next && new Date(next.dataset.begins);
  if (next) next.textContent = zone === venue ? next.dataset.words : `${dayInWords.format(begin)}, ${clock.format(begin)}`;
  const other = one("zone-other");
  other.textContent = other.dataset.words.replace("%s", inWords(zone));
  other.hidden = one("zone-back").hidden = zone === venue;
  one("zone-venue").hidden = zone !== venue;
  one("zones").elements.zone.value = zone;
  one("zone-own").hidden = zone === own || !differs(own, venue);
}

const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

// Whether a clock there shows something else at any time of the event.
function differs(zone, venue) {
  const shown = (timeZone) => sessions.map((session) => clockIn(timeZone).format(from(session))).join();
  return Boolean(zone) && zone !== venue && shown(zone) !== shown(venue);
}

function choose(zone) {
  put("zone", zone === agenda.dataset.zone ? "" : zone);
  showTimes(zone);
}

function offerZones() {
  const form = one("zones");
  if (!form) return; // no clock times
  const button = one("zone-own");
  const label = button.querySelector("[data-words]");
  label.textContent = label.dataset.words.replace("%s", inWords(own));
  const { zone } = form.elements;
  if (own && own !== agenda.dataset.zone) zone.options[0].after(new Option(inWords(own), own));
  button.addEventListener("click", () => choose(own));
  one("zone-back").addEventListener("click", (event) => {
    event.preventDefault();
    choose(agenda.dataset.zone);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    choose(zone.value);
    form.closest("details").open = false;
  });
  const asked = new URL(location).searchParams.get("zone");
  showTimes([...zone.options].some((option) => option.value === asked) ? asked : agenda.dataset.zone);
}

// -------------------------------------------------------------------- finding

const form = one("finder");
const mine = one("mine");
const boxes = [...form.querySelectorAll("[type=checkbox]")];
const names = [...new Set(boxes.map((box) => box.name))];

const texts = new Map(sessions.map((session) => [session, session.textContent.toLowerCase()]));
const has = (session, name) => (session.dataset[name] || (name === "language" ? agenda.dataset.spoken : "")).split(" ");

function find() {
  const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const asked = names.map((name) => [name, boxes.filter((box) => box.name === name && box.checked).map((box) => box.value)]);
  const groups = asked.filter(([, values]) => values.length);
  const starred = mine.getAttribute("aria-pressed") === "true" && new Set(stars());
  const isOn = words.length || groups.length || starred;
  for (const session of sessions)
    session.hidden = !(
      words.every((part) => texts.get(session).includes(part)) &&
      groups.every(([name, values]) => has(session, name).some((value) => values.includes(value))) &&
      (!starred || starred.has(session.dataset.n))
    );
  for (const box of agenda.querySelectorAll(".parallel, .pauses, .part, .day"))
    box.hidden = isOn && !box.querySelector("[data-n]:not([hidden])");
  for (const day of days) tabOf(day).hidden = day.hidden;
  one("nothing").hidden = days.some((day) => !day.hidden);
  put("q", form.elements.q.value.trim());
  for (const [name, values] of asked) put(name, values);
  showPills();
}

function showPills() {
  const pills = boxes.filter((box) => box.checked).map((box) => pill(box.closest("label").textContent.trim(), box));
  const { q } = form.elements;
  if (q.value.trim()) pills.unshift(pill(q.value.trim(), q));
  one("pills").replaceChildren(...pills);
  one("pills").hidden = !pills.length;
}

function pill(label, field) {
  const item = made("pill");
  item.querySelector("span").textContent = label;
  item.addEventListener("click", (event) => {
    event.preventDefault();
    empty(field);
    find();
    (one("pills").querySelector("a") || form.elements.q).focus();
  });
  return item;
}

function empty(field) {
  if (field.type === "checkbox") field.checked = false;
  else field.value = "";
}

function offerFinding() {
  form.querySelector("button").hidden = true; // what is typed is found at once
  form.addEventListener("input", find);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
    for (const sheet of form.querySelectorAll("details")) sheet.open = false;
  });
  one("clear").addEventListener("click", (event) => {
    event.preventDefault();
    for (const field of [form.elements.q, ...boxes]) empty(field);
    mine.setAttribute("aria-pressed", "false");
    find();
    form.elements.q.focus();
  });
  mine.addEventListener("click", () => {
    mine.setAttribute("aria-pressed", mine.getAttribute("aria-pressed") !== "true");
    find();
  });
  const query = new URL(location).searchParams; // a kept page knows nothing of it
  if (query.has("q")) form.elements.q.value = query.get("q");
  for (const box of boxes) box.checked = query.getAll(box.name).includes(box.value);
  find();
}

// Sheets lie over the page on a phone: a press beside them or Escape closes them.
function closeSheets(event) {
  for (const sheet of document.querySelectorAll(".sheet[open]")) {
    if (event.type === "keydown" ? event.key !== "Escape" : sheet.contains(event.target)) continue;
    sheet.open = false;
    if (event.type === "keydown") sheet.firstElementChild.focus();
  }
}

// -------------------------------------------------------------------- changes

const LONGEST = 120; // characters of a text that is told in a line
const MOST = 12; // changes
const changed = one("changed");
const seen = `${location.pathname.split("/")[3]}:release`; // the release this device has seen

function remember() {
  try {
    localStorage.setItem(seen, changed.dataset.release);
  } catch {
    // a private window: nothing to compare with next time
  }
}

function last() {
  try {
    return Number(localStorage.getItem(seen));
  } catch {
    return 0;
  }
}

async function tellChanges() {
  const since = last();
  const now = Number(changed.dataset.release);
  if (!since || since >= now) return remember();
  const address = `${changed.dataset.base}${since}..${now}`;
  const answer = await fetch(`${address}.json`);
  if (answer.status === 404) return remember();
  const { changes } = await answer.json();
  if (!changes.length) return remember();
  changed.querySelector("ul").replaceChildren(...changes.slice(0, MOST).map(told));
  one("all").href = `${address}/`;
  changed.hidden = false;
  changed.querySelector("button").addEventListener("click", () => {
    remember();
    changed.hidden = true;
  });
}

function element(name, text = "", to = null) {
  const made = document.createElement(name);
  made.textContent = text;
  to?.append(made, " ");
  return made;
}

// "Moved: The third harbour. When: 09:00 → 10:00", as the release page says it, in one line.
function told({ kinds, title, url, fields }) {
  const item = document.createElement("li");
  element("strong", kinds.map((kind) => changed.getAttribute(`data-is-${kind}`)).join(", "), item).className = "tag tag-strong";
  const name = element(url ? "a" : "span", title, item);
  if (url) name.href = url;
  for (const { label, before, after } of fields) {
    const line = element("p", `${label}: `, item);
    line.className = "meta";
    if (before.length + after.length > LONGEST) continue;
    if (before) element("del", before, line);
    if (after) element("ins", after, line);
  }
  return item;
}

// ---------------------------------------------------------------------- stars

function heedStars() {
  const starred = sessions.filter((session) => stars().includes(session.dataset.n));
  mine.hidden = !starred.length && mine.getAttribute("aria-pressed") !== "true";
  mine.querySelector("[data-count]").textContent = starred.length;
  const busy = starred.filter((session) => "timed" in session.dataset && !session.matches(".is-cancelled"));
  for (const old of agenda.querySelectorAll(".clash")) old.remove();
  for (const session of busy) {
    const others = busy.filter((other) => other !== session && from(other) < to(session) && from(session) < to(other));
    if (!others.length) continue;
    const warning = made("clash");
    const text = warning.querySelector("span");
    text.textContent = text.textContent.replace("%s", others.map(title).join("; "));
    session.querySelector(".session-title").after(warning);
  }
  if (mine.getAttribute("aria-pressed") === "true") find();
}

followDays();
markNow();
setInterval(markNow, 30e3);
offer.querySelector("button").addEventListener("click", () => {
  dismissed = offer.hidden = true;
});
offerZones();
offerFinding();
heedStars();
if (changed && !("kept" in page.dataset)) tellChanges().catch(() => null); // without a network: another time
document.addEventListener("stars", heedStars);
document.addEventListener("click", closeSheets);
document.addEventListener("keydown", closeSheets);
