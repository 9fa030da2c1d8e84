// Comfort only: every form works without this file.
// What somebody typed and the server has not saved is kept in this browser: when the session has ended, the line is
// cut, or the page is left. The same page offers it again to the same person, and to nobody else at this machine.
// Each page keeps its text under a key of its own, so that none overwrites what another one kept and nobody answered.

import { ask } from "./ask.js";
import { eventIsOver } from "./sending.js";

const PREFIX = "kept:";
// What a page says that did not save what was sent
const REFUSED = ".error-summary, .form-error, .errornote, .errorlist, main [role=alert]";
const TOKEN = "csrfmiddlewaretoken";
const signedIn = document.querySelector("meta[name=person]");
const person = signedIn?.content;
const lastActs = []; // what is done before somebody signs out
let isSigningOut = false;

// A full or forbidden storage keeps nothing: the text still stands in the form.
function storage(act) {
  try { return act(localStorage); } catch { return null; }
}

function memoryOfTab(act) {
  try { return act(sessionStorage); } catch { return null; }
}

const keyOf = (address) => `${PREFIX}${person}:${address}`;

// An address holds no blank, so it ends where the page's own part of the key begins.
const newKey = (address) => `${keyOf(address)} ${crypto.getRandomValues(new Uint32Array(2)).join("")}`;

const keysFrom = (start) => storage((texts) => Object.keys(texts).filter((key) => key.startsWith(start))) ?? [];

const read = (key) => JSON.parse(storage((texts) => texts.getItem(key)) ?? "null");

// What this browser keeps of the forms at an address, for the person who is signed in, the newest first. Each has
// `entries` (names and values), `at` (when it was kept, in ms) and `sent` (entries that were sent before them, without
// an answer); `key` is what it is forgotten by.
export function keptAt(address) {
  const kept = keysFrom(`${keyOf(address)} `).map((key) => ({ ...read(key), key }));
  return kept.filter(({ entries }) => entries).sort((one, other) => other.at - one.at);
}

export function forgetKept(key) {
  storage((texts) => texts.removeItem(key));
}

// What a page sends later beside the texts of its forms: a record under a key of its own, forgotten as texts are.
// Whether it is kept.
export function keepForLater(address, key, record) {
  if (!person || isSigningOut) return false;
  const page = location.pathname + location.search, title = document.querySelector("h1")?.textContent.trim();
  const text = JSON.stringify({ ...record, page, title });
  return storage((texts) => { texts.setItem(`${keyOf(address)} later:${key}`, text); return true; }) ?? false;
}

export function keptForLater(address) {
  return keysFrom(`${keyOf(address)} later:`).map((key) => ({ ...read(key), key }));
}

export function beforeSigningOut(act) {
  lastActs.push(act);
}

// The address that the form is sent to, and which of several forms it is.
function addressOf(form) {
  const { pathname, search } = new URL(form.action);
  return pathname + search + (form.dataset.keep ? `#${form.dataset.keep}` : "");
}

// Takes a form with includes/kept.html in it. `seen` and other hidden fields are kept with the text: what was typed
// on an old page is sent as from there, and the server says what has changed since.
export function keeping(form) {
  const address = addressOf(form), own = newKey(address);
  const notice = form.querySelector("[data-kept]");
  const waiting = []; // what is offered, one after another
  let renewed = (entries) => entries;

  const typed = () => [...new FormData(form)].filter(([name, value]) => name !== TOKEN && typeof value === "string");
  const loaded = visible(form, typed());
  const isTouched = () => visible(form, typed()) !== loaded;

  // Whether it is kept.
  function keepAs(key, sent) {
    if (!person || isSigningOut) return false;
    const page = location.pathname + location.search, title = document.querySelector("h1")?.textContent.trim();
    const hidden = [...form.elements].filter(({ type }) => type === "hidden").map(({ name }) => name);
    const text = JSON.stringify({ at: Date.now(), page, title, entries: typed(), sent, hidden });
    return storage((texts) => { texts.setItem(key, text); return true; }) ?? false;
  }

  const keep = (sent) => keepAs(own, sent);
  const forget = () => forgetKept(own);

  // The page that says "saved" is another one: it is told which text was sent.
  function keepAsSent() {
    keep();
    memoryOfTab((tab) => tab.setItem(keyOf(address), own));
  }

  // Another window may send what is kept here, and forget it.
  function whenTaken(act) {
    window.addEventListener("storage", ({ key, oldValue, newValue }) => {
      if (key === own && oldValue && !newValue) act(JSON.parse(oldValue).entries);
    });
  }

  // It is this page's own text from now on.
  function take(key) {
    if (keep()) forgetKept(key);
  }

  // `isSaved` finds out whether the server has it all the same, and shows it in other words; `goesOn` says whether it
  // is put back without asking; `renews` gives the entries that are put back. Gives what was put back without asking.
  async function offer({ isSaved = () => false, goesOn = () => false, renews = renewed } = {}) {
    renewed = renews;
    const isRefused = document.querySelector(REFUSED);
    const known = new Set([loaded]);
    const sent = memoryOfTab((tab) => tab.getItem(keyOf(address))); // stands here, beside what a colleague saved
    let back = null;
    for (const kept of keptAt(address)) {
      const text = visible(form, kept.entries, kept.hidden);
      if (isRefused && (text === loaded || kept.key === sent)) take(kept.key); // it came back, and is not saved yet
      else if (known.has(text) || await isSaved(kept)) forgetKept(kept.key);
      else if (!isRefused && !back && !isTouched() && goesOn(kept)) {
        back = kept;
        putBack(form, renewed(kept.entries));
        take(kept.key);
      } else waiting.push(kept.key);
      known.add(text);
    }
    offerNext();
    return back;
  }

  function offerNext() {
    while (waiting.length && !read(waiting[0])) waiting.shift(); // answered in another window
    const kept = waiting.length ? read(waiting[0]) : null;
    notice.hidden = !kept;
    if (!kept) return;
    notice.querySelector("[data-kept-when]").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
    form.closest("details")?.setAttribute("open", "");
    notice.scrollIntoView({ block: "nearest" }); // a long text may stand before the form
  }

  notice.querySelector("[data-forget]").addEventListener("click", () => {
    forgetKept(waiting.shift());
    offerNext();
  });
  notice.querySelector("[data-restore]").addEventListener("click", () => {
    const key = waiting.shift(), kept = read(key);
    const current = newKey(address); // what stands here makes way, and is offered in its turn
    if (kept && isTouched() && keepAs(current)) waiting.push(current);
    if (kept) {
      putBack(form, renewed(kept.entries));
      take(key);
    }
    offerNext();
  });

  return { typed, keep, keepAsSent, forget, offer, whenTaken };
}

// What a person sees of it: hidden fields (`unseen` names those of the page that kept it) say nothing that was typed, and
// neither do empty ones, blanks around a text and the commas of an amount.
function visible(form, entries, unseen = []) {
  const seen = entries.filter(([name]) => form.elements[name]?.type !== "hidden" && !unseen.includes(name));
  return JSON.stringify(seen.map(([name, value]) => [name, plain(value)]).filter(([, value]) => value));
}

const AMOUNT = /^[0-9]{1,3}(?:,[0-9]{3})+$/;

function plain(value) {
  const text = value.replace(/\r\n?/g, "\n").trim();
  return AMOUNT.test(text) ? text.replaceAll(",", "") : text;
}

function putBack(form, entries) {
  const valuesOf = (name) => entries.filter((entry) => entry[0] === name).map(([, value]) => value);
  for (const name of new Set(entries.map(([name]) => name))) {
    addRowsFor(form, name);
    if (form.elements[name]) continue;
    for (const value of valuesOf(name)) form.append(unseen(name, value)); // sent all the same
  }
  for (const field of form.elements) {
    if (!field.name || field.name === TOKEN || ["submit", "button", "file"].includes(field.type)) continue;
    const values = valuesOf(field.name);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}

// A table that grows in the page gets the rows that it had.
function addRowsFor(form, name) {
  const table = [...form.querySelectorAll("[data-rows]")].find((one) => name.startsWith(`${one.dataset.name}-`));
  if (!table) return;
  const button = table.querySelector("[data-add-row]");
  const number = parseInt(name.slice(table.dataset.name.length + 1), 10);
  while (table.querySelectorAll("tbody > tr").length <= number && !button.hidden) button.click();
}

function unseen(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

// What was saved needs no copy any more.
for (const { dataset: { savedAt } } of document.querySelectorAll("[data-saved-at]")) {
  memoryOfTab((tab) => {
    const sent = tab.getItem(keyOf(savedAt));
    if (sent) forgetKept(sent);
    tab.removeItem(keyOf(savedAt));
  });
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  const { keep, keepAsSent, offer } = keeping(form);
  let isTouched = false;
  offer();
  form.addEventListener("input", () => { isTouched = true; });
  form.addEventListener("submit", keepAsSent);
  window.addEventListener("pagehide", () => { if (isTouched) keep(); });
  beforeSigningOut(() => { if (isTouched) keep(); });
}

// Signing out leaves nothing of a person behind on a shared machine; they are asked before something is lost by that.
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (isSigningOut || !person || !form.matches("form[action$='/logout/']")) return;
  event.preventDefault();
  await Promise.all([eventIsOver(), ...lastActs.map((act) => act())]);
  if (!await mayForget(keysFrom(keyOf("")).map(read))) return submitter?.focus();
  isSigningOut = true;
  keysFrom(keyOf("")).forEach(forgetKept);
  form.requestSubmit(submitter);
});

async function mayForget(kept) {
  const { unsent, signOut, stay } = signedIn.dataset;
  const links = new Map(kept.map(({ page, title }) => [page, title || page]));
  return !kept.length || await ask({ text: unsent, yes: signOut, no: stay, links: [...links] });
}
