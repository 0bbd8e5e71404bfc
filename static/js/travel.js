// The board of papers: a click on a status offers the others in its place. Without this script it leads to a
// page that asks the same. Where somebody else changed it meanwhile, that page shows both.

const form = document.querySelector("[data-papers]");
const said = form?.querySelector("[data-papers-said]");
const choices = form?.querySelector("[data-papers-choices]");
const token = form?.elements.csrfmiddlewaretoken?.value;

const say = (words, refused) => {
  said.textContent = words;
  said.classList.toggle("papers-warn", refused);
};

// Taking the choice away blurs it, which would take it away once more.
const back = (cell) => {
  const select = cell.querySelector("select:not([data-gone])");
  if (select) {
    select.dataset.gone = "";
    select.remove();
  }
  const link = cell.querySelector("a");
  link.hidden = false;
  return link;
};

function offer(link) {
  const cell = link.closest("td");
  const select = document.createElement("select");
  select.append(choices.content.cloneNode(true));
  select.value = link.dataset.s || "to_do";
  if (!link.dataset.s) select.selectedIndex = -1;
  const name = cell.parentElement.querySelector("th a").textContent;
  select.setAttribute("aria-label", `${cell.querySelector("b").textContent}, ${name}`);
  select.addEventListener("keydown", (event) => {
    if (event.key === "Escape") back(cell).focus();
  });
  select.addEventListener("change", () => send(cell, link, select.value));
  select.addEventListener("blur", () => {
    if (select.value === link.dataset.s || select.selectedIndex < 0) back(cell);
  });
  link.hidden = true;
  link.after(select);
  select.focus();
}

// The same as a plain form would send: the answer is the page that shows both.
function sendAsPage(link, status) {
  const page = document.createElement("form");
  page.method = "post";
  page.action = link.href;
  page.hidden = true;
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, seen: link.dataset.m, status })) {
    const input = document.createElement("input");
    input.name = name;
    input.value = value;
    page.append(input);
  }
  document.body.append(page);
  page.submit();
}

async function send(cell, link, status) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token);
  data.set("seen", link.dataset.m);
  data.set("status", status);
  try {
    const answer = await fetch(link.href, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    if (answer.status === 409) {
      sendAsPage(link, status);
      return;
    }
    const told = await answer.json();
    say(told.said, !answer.ok);
    if (answer.ok) show(cell, link, told);
  } catch {
    say(form.dataset.lost, true);
  }
  back(cell).focus();
}

function show(cell, link, told) {
  cell.className = `paper ${told.css}`;
  link.textContent = told.text;
  link.dataset.s = told.status;
  link.dataset.m = told.mark;
  cell.querySelector("i")?.remove();
  if (told.due) cell.append(Object.assign(document.createElement("i"), { textContent: told.due }));
}

form?.addEventListener("click", (event) => {
  const link = event.target.closest?.("td.paper a[data-m]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  offer(link);
});
