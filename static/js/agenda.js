// The agenda, made nicer: the tab of the day one reads is marked and kept in sight,
// and where a session is running, a button leads to it. Without this script nothing is missing.

const tabs = document.querySelector("[data-day-tabs]");
const now = document.getElementById("now");
const offer = document.querySelector("[data-now-offer]");

function mark(tab) {
  for (const other of tabs.children) other.removeAttribute("aria-current");
  tab.setAttribute("aria-current", "true");
  const middle = tab.offsetLeft - (tabs.clientWidth - tab.clientWidth) / 2;
  tabs.scrollTo({ left: middle });
}

function followDays() {
  const tabOf = new Map();
  for (const tab of tabs.children) {
    const day = document.getElementById(tab.hash.slice(1));
    if (day) tabOf.set(day, tab);
  }
  // A day is being read while it crosses a line a little below the sticky tabs.
  const line = { rootMargin: "-25% 0px -74% 0px" };
  const watcher = new IntersectionObserver((entries) => {
    const entered = entries.find((entry) => entry.isIntersecting);
    if (entered) mark(tabOf.get(entered.target));
  }, line);
  for (const day of tabOf.keys()) watcher.observe(day);
}

function offerNow() {
  let dismissed = false;
  const watcher = new IntersectionObserver(([entry]) => {
    offer.hidden = dismissed || entry.isIntersecting;
  });
  offer.querySelector("button").addEventListener("click", () => {
    dismissed = true;
    offer.hidden = true;
  });
  watcher.observe(now);
}

if (tabs && "IntersectionObserver" in window) followDays();
if (now && offer && "IntersectionObserver" in window) offerNow();
