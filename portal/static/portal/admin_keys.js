/* Keys for long lists in the admin. Off until somebody switches them on, never while typing
   (KWCAG 2.1.4); no key does more than move, open or choose. */

const STORED = "portal-admin-keys";
const button = document.querySelector("[data-keys]");
const rows = [...document.querySelectorAll("#result_list tbody tr")];
let at = -1;

function areOn() {
  return localStorage.getItem(STORED) === "on";
}

function show() {
  button.hidden = false;
  button.setAttribute("aria-pressed", String(areOn()));
}

function moveTo(number) {
  if (!rows.length) return;
  at = Math.min(Math.max(number, 0), rows.length - 1);
  rows.forEach((row, place) => row.classList.toggle("at-hand", place === at));
  rows[at].querySelector("a")?.focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
}

const ACTS = {
  j: () => moveTo(at + 1),
  k: () => moveTo(at - 1),
  x: () => rows[at]?.querySelector("input.action-select")?.click(),
  "/": () => document.querySelector("#searchbar")?.focus(),
};

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]") !== null;
}

if (button) {
  show();
  button.addEventListener("click", () => {
    localStorage.setItem(STORED, areOn() ? "off" : "on");
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (!areOn() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = ACTS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
