/* Saves a nominee's draft while it is filled in. Without this file the buttons do the same.
   What cannot be saved stays in the page, which asks before it is left; the browser stores nothing. */
const form = document.getElementById("nominee");
const line = document.getElementById("saved");
const names = ["given_names", "family_name", "display_name"];
let timer = 0;
let changes = 0;
let saved = 0; // the change up to which the server knows
let busy = false;

function time() {
  const options = { hour: "2-digit", minute: "2-digit", hour12: false };
  return new Date().toLocaleTimeString(document.documentElement.lang, options);
}

/* Papers travel with a button, not with every letter typed. */
function body() {
  const data = new FormData(form);
  for (const field of form.querySelectorAll("[type=file], [name$=_remove]")) data.delete(field.name);
  data.set("go", "save");
  return data;
}

async function post() {
  const headers = { Accept: "application/json" };
  const response = await fetch(form.action, { method: "POST", body: body(), headers });
  return response.json();
}

/* From the first save on a new nominee has an address of its own. */
function moveTo(address) {
  if (!address || form.getAttribute("action") === address) return;
  form.setAttribute("action", address);
  history.replaceState(null, "", address);
}

function said(answer) {
  if (!answer.saved) return answer.message || line.dataset.wrong;
  return Object.keys(answer.errors).length ? line.dataset.wrong : `${line.dataset.saved} ${time()}`;
}

async function save() {
  if (busy) return soon();
  if (!names.some((name) => form.elements[name].value.trim())) return undefined;
  const now = changes;
  busy = true;
  try {
    const answer = await post();
    if (answer.saved) saved = now;
    moveTo(answer.address);
    line.textContent = said(answer);
  } catch {
    line.textContent = line.dataset.unsent;
  }
  busy = false;
  return undefined;
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(save, 1000);
}

function count(area) {
  const hint = form.querySelector(`[data-count-for="${CSS.escape(area.id)}"]`);
  if (hint) hint.textContent = `${[...area.value].length} / ${hint.dataset.count}`;
}

form.querySelectorAll("textarea").forEach((area) => area.value && count(area));
form.addEventListener("input", (event) => {
  changes += 1;
  if (event.target.type === "textarea") count(event.target);
  if ("autosave" in form.dataset) soon();
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  saved = changes;
});
addEventListener("online", () => saved < changes && soon());
addEventListener("beforeunload", (event) => {
  if (saved < changes) event.preventDefault();
});
