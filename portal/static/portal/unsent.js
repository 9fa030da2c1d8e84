// Comfort only: what this browser kept of the sections that a page links to is sent from here as well, so that nobody
// checks or submits a draft without it. What is refused is marked at its link: only its own page can show why.

import { forgetKept, keptAt } from "./keep.js";

const form = document.querySelector("form[data-unsent]");

async function isSaved(address, entries) {
  const body = new FormData(form);
  for (const [name, value] of entries) body.append(name, value);
  try {
    const response = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!response.ok || response.redirected) return { isKept: false };
    return { isKept: true, isNew: (await response.json()).seen !== body.get("seen") };
  } catch {
    return { isKept: false };
  }
}

function mark(address) {
  for (const link of document.querySelectorAll(`.tasks a[href^="${address}"], .section-steps a[href="${address}"]`)) {
    const note = document.createElement("span");
    note.className = "krds-badge bg-light-warning";
    note.textContent = form.dataset.unsent;
    link.after(note);
  }
}

async function sendAll() {
  const links = [...document.querySelectorAll(".tasks a, .section-steps a")];
  const addresses = [...new Set(links.map(({ href }) => new URL(href).pathname))];
  let isStale = false;
  for (const address of addresses) {
    for (const { key, entries } of keptAt(address)) { // one after another: they write to one draft
      const { isKept, isNew } = await isSaved(address, entries);
      if (isKept) forgetKept(key);
      else mark(address);
      isStale ||= isKept && isNew;
    }
  }
  if (isStale) location.reload();
}

if (form) sendAll();
