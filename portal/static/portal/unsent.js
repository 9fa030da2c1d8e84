// Comfort only: what this browser kept of the sections that a page links to is sent from here as well, so that nobody
// checks or submits a draft without it. What is refused is marked at its link: only its own page can show why.

import { forgetKept, keptAt } from "./keep.js";
import { answerTo, eventIsOver, seenIn, withSeen } from "./sending.js";

const form = document.querySelector("form[data-unsent]");
const handIn = document.querySelector("form[data-hand-in]");
let isPressed = false, isClear = false;

// `isNew`: the page is older than that.
async function outcome(address, { entries, sent }) {
  const token = form.elements.csrfmiddlewaretoken.value;
  try {
    let answer = await answerTo(address, entries, token);
    if (answer.refusal === "changed" && sent) { // perhaps by what its own page had sent before
      const { seen } = await answerTo(address, sent, token);
      if (seen) answer = await answerTo(address, withSeen(entries, seen), token);
    }
    return { isSaved: answer.isSaved, isNew: answer.seen !== seenIn(entries) };
  } catch {
    return { isSaved: false };
  }
}

function mark(address) {
  for (const link of document.querySelectorAll(`.tasks a[href^="${address}"], .section-steps a[href="${address}"]`)) {
    const note = document.createElement("span");
    note.className = "krds-badge bg-light-warning";
    note.dataset.marked = "";
    note.textContent = form.dataset.unsent;
    link.after(note);
  }
}

// Gives the addresses where something stays unsent.
async function sendAll() {
  const links = [...document.querySelectorAll(".tasks a, .section-steps a")];
  const unsent = new Set();
  let isStale = false;
  for (const address of new Set(links.map(({ href }) => new URL(href).pathname))) {
    for (const kept of keptAt(address)) { // one after another: they write to one draft
      const { isSaved, isNew } = await outcome(address, kept);
      if (isSaved) forgetKept(kept.key);
      else unsent.add(address);
      isStale ||= isSaved && isNew;
    }
  }
  document.querySelectorAll("[data-marked]").forEach((note) => note.remove());
  unsent.forEach(mark);
  if (isStale && !isPressed) location.reload();
  return [...unsent];
}

function linkTo(address) {
  const item = document.createElement("li"), link = document.createElement("a");
  const known = document.querySelector(`.section-steps a[href="${address}"], .tasks a[href^="${address}"]`);
  link.href = address;
  link.className = "link";
  link.textContent = known.firstChild.textContent.trim();
  item.append(link);
  return item;
}

let running = form ? sendAll() : Promise.resolve([]);

// Nothing is submitted while a text of the same draft lies here.
handIn?.addEventListener("submit", async (event) => {
  if (isClear) return;
  event.preventDefault();
  if (isPressed) return;
  isPressed = true;
  const state = handIn.querySelector("[data-state]"), stopped = handIn.querySelector("[data-stopped]");
  stopped.hidden = true;
  state.textContent = state.dataset.sending;
  await Promise.all([running, eventIsOver()]);
  running = sendAll(); // also what was kept since, in another window
  const unsent = await running;
  state.textContent = "";
  isPressed = false;
  if (unsent.length) {
    stopped.querySelector("ul").replaceChildren(...unsent.map(linkTo));
    stopped.hidden = false;
    return;
  }
  isClear = true;
  handIn.requestSubmit(event.submitter);
  isClear = false;
});
