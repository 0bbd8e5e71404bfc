// The selection board: the balance follows the ticks, worked out on the server. Without this script a
// choice in the bar below shows it.

const form = document.querySelector("[data-selection]");
const balance = form?.querySelector("[data-balance]");
const said = form?.querySelector("[data-ticked]");
let waiting = 0;
let asked = 0;

const ticked = () => [...form.querySelectorAll("input[name=row]:checked")].map((box) => box.value);

async function refresh() {
  const mine = ++asked;
  const rows = ticked();
  if (said) said.textContent = rows.length ? said.dataset.words.replace("%s", rows.length) : "";
  const query = new URLSearchParams(rows.map((row) => ["row", row]));
  try {
    const answer = await fetch(`${form.dataset.balanceUrl}?${query}`, { redirect: "error" });
    if (answer.ok && mine === asked) balance.innerHTML = await answer.text();
  } catch {
    // No connection: the balance stays as it was.
  }
}

form?.addEventListener("change", (event) => {
  if (event.target.name !== "row") return;
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 250);
});

if (form && ticked().length) refresh(); // a browser that went back keeps the ticks
