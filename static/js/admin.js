// The office: names for what Django's scripts build without one, and a key for the search.
// Everything works without it.

const nameOf = (select) => {
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  return (label?.textContent || select.getAttribute("aria-label") || "").replace(/:\s*$/, "").trim();
};

// select2 points its parts at a value, which is empty as long as nothing is chosen.
const nameChoice = (container) => {
  const select = container.previousElementSibling;
  const name = select?.matches("select") ? nameOf(select) : "";
  if (!name) return;
  for (const part of container.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]")) {
    const value = part.querySelector(".select2-selection__rendered")?.getAttribute("title");
    part.setAttribute("aria-label", value ? `${name}: ${value}` : name);
    part.removeAttribute("aria-labelledby");
  }
};

// A heading cell without words is no heading.
const quietHeading = (cell) => {
  if (!cell.textContent.trim() && !cell.querySelector("input, img")) cell.setAttribute("role", "presentation");
};

const mend = (part) => {
  for (const found of part.querySelectorAll(".select2-container")) nameChoice(found);
  for (const found of part.querySelectorAll("thead th")) quietHeading(found);
};

const watch = new MutationObserver((changes) => {
  for (const change of changes)
    for (const node of change.addedNodes)
      if (node instanceof Element) {
        const container = node.closest(".select2-container");
        if (container) nameChoice(container);
        else mend(node);
      }
});

// "/" leads to the search of a list, or of the menu where there is no list.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("#searchbar") ?? document.querySelector("#nav-filter");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

document.addEventListener("DOMContentLoaded", () => {
  mend(document);
  watch.observe(document.body, { childList: true, subtree: true });
});
