/* Saves a section while it is filled in. Without this file the buttons do the same.
   What is not saved yet is kept in this browser's localStorage, under the draft's mark, until it is. */
const form = document.getElementById("answers");
const line = document.getElementById("saved");
const marked = document.querySelector("input[name=mark]");
const prefix = "evaluation:";
const mine = marked ? `${prefix}${marked.value.slice(0, 16)}:` : null;
const here = mine + location.pathname.replace(/^\/[^/]+/, ""); // the same in every language
let timer = 0;
let changes = 0;

const stored = (work) => {
  try {
    return work(localStorage);
  } catch {
    return null; // private mode: the page itself still holds what was typed
  }
};
const keys = (start) => stored((s) => Object.keys(s).filter((key) => key.startsWith(start))) || [];
const forget = (key) => stored((s) => s.removeItem(key));
const kept = (key) => stored((s) => JSON.parse(s.getItem(key)));
const keep = () =>
  stored((s) => s.setItem(here, JSON.stringify([...new FormData(form)].filter(([n]) => n !== "mark"))));

async function post(url, body) {
  const response = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
  return response.json();
}

function time() {
  const options = { hour: "2-digit", minute: "2-digit", hour12: false };
  return new Date().toLocaleTimeString(document.documentElement.lang, options);
}

async function save() {
  const before = changes;
  try {
    const answer = await post(location.pathname, new FormData(form));
    if (before !== changes) return;
    if (answer.saved) forget(here);
    line.textContent = answer.saved ? `${line.dataset.saved} ${time()}` : answer.message || line.dataset.wrong;
  } catch {
    line.textContent = line.dataset.unsent;
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(save, 1000);
}

function restore() {
  const entries = kept(here);
  if (!entries) return;
  for (const field of form.elements) {
    const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (field.type === "textarea" && values.length) field.value = values[0];
  }
  line.textContent = line.dataset.restored;
  soon();
}

/* Other sections that were left before they were saved. */
async function sendOthers() {
  for (const key of keys(mine).filter((key) => key !== here)) {
    const body = new FormData();
    for (const [name, value] of kept(key) || []) body.append(name, value);
    body.append("mark", marked.value);
    const language = location.pathname.split("/")[1];
    const answer = await post(`/${language}${key.slice(mine.length)}`, body).catch(() => null);
    if (answer && answer.saved) forget(key);
  }
}

function count(area) {
  const hint = form.querySelector(`[data-count-for="${CSS.escape(area.id)}"]`);
  if (hint) hint.textContent = `${[...area.value].length} / ${hint.dataset.count}`;
}

if (form) {
  form.addEventListener("input", (event) => {
    changes += 1;
    keep();
    if (event.target.type === "textarea") count(event.target);
    soon();
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("online", soon);
  restore();
  form.querySelectorAll("textarea").forEach((area) => area.value && count(area));
}
if (mine) sendOthers();
if (document.querySelector("[data-forget]")) {
  const all = () => keys(prefix).forEach(forget);
  if (marked) marked.form.addEventListener("submit", all);
  else all();
}
