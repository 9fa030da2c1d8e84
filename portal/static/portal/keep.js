// Comfort only: every form works without this file.
// What somebody typed and the server has not saved is kept in this browser: when the session has ended, the line is
// cut, or the page is left. The same page offers it again to the same person, and to nobody else at this machine.

const PREFIX = "kept:";
// What a page says that did not save what was sent
const REFUSED = ".error-summary, .form-error, .errornote, .errorlist, main [role=alert]";
const TOKEN = "csrfmiddlewaretoken";
const person = document.querySelector("meta[name=person]")?.content;
let isSigningOut = false;

// A full or forbidden storage keeps nothing: the text still stands in the form.
function storage(act) {
  try { return act(localStorage); } catch { return null; }
}

const keyOf = (address) => `${PREFIX}${person}:${address}`;

function forgetAll() {
  storage((kept) => Object.keys(kept).filter((key) => key.startsWith(PREFIX)).forEach((key) => kept.removeItem(key)));
}

// The address that the form is sent to, and which of several forms it is.
function addressOf(form) {
  const { pathname, search } = new URL(form.action);
  return pathname + search + (form.dataset.keep ? `#${form.dataset.keep}` : "");
}

// Takes a form with includes/kept.html in it. `seen` and other hidden fields are kept with the text: what was typed
// on an old page is sent as from there, and the server says what has changed since.
export function keeping(form) {
  const key = keyOf(addressOf(form));
  const notice = form.querySelector("[data-kept]");

  const typed = () => [...new FormData(form)].filter(([name, value]) => name !== TOKEN && typeof value === "string");

  function keep() {
    if (person && !isSigningOut) storage((texts) => texts.setItem(key, JSON.stringify(typed())));
  }

  function forget() {
    storage((texts) => texts.removeItem(key));
    notice.hidden = true;
    return false;
  }

  // `isSaved` finds out whether the server has it all the same, and shows it in other words; `goesOn` says whether it
  // is put back without asking. Gives whether it was.
  async function offer({ isSaved = () => false, goesOn = () => false } = {}) {
    const entries = JSON.parse(storage((texts) => texts.getItem(key)) ?? "null");
    if (!entries) return forget();
    const isSame = visible(form, entries) === visible(form, typed());
    const isRefused = document.querySelector(REFUSED);
    if (isSame && isRefused) return false; // it came back, and is not saved yet
    if (isSame || await isSaved(entries)) return forget();
    if (!isRefused && goesOn(entries)) {
      putBack(form, entries);
      return true;
    }
    notice.hidden = false;
    form.closest("details")?.setAttribute("open", "");
    notice.scrollIntoView({ block: "nearest" }); // a long text may stand before the form
    notice.querySelector("[data-forget]").addEventListener("click", forget);
    notice.querySelector("[data-restore]").addEventListener("click", () => {
      notice.hidden = true;
      putBack(form, entries);
    });
    return false;
  }

  return { keep, forget, offer, isOffered: () => !notice.hidden };
}

// What a person sees of it; hidden fields say nothing that was typed.
function visible(form, entries) {
  const seen = entries.filter(([name]) => form.elements[name]?.type !== "hidden");
  return JSON.stringify(seen.map(([name, value]) => [name, value.replace(/\r\n?/g, "\n")]));
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

// What this browser keeps of the forms at these addresses: [address, entries], for the person who is signed in.
export function keptAt(addresses) {
  const kept = addresses.map((address) => [address, storage((texts) => texts.getItem(keyOf(address)))]);
  return kept.filter(([, entries]) => entries).map(([address, entries]) => [address, JSON.parse(entries)]);
}

export function forgetAt(address) {
  storage((texts) => texts.removeItem(keyOf(address)));
}

// What was saved needs no copy any more.
for (const notice of document.querySelectorAll("[data-saved-at]")) {
  storage((texts) => texts.removeItem(keyOf(notice.dataset.savedAt)));
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  const { keep, offer } = keeping(form);
  let isTouched = false;
  offer();
  form.addEventListener("input", () => { isTouched = true; });
  form.addEventListener("submit", keep);
  window.addEventListener("pagehide", () => { if (isTouched) keep(); });
}

// Signing out leaves nothing behind on a shared machine.
document.addEventListener("submit", ({ target }) => {
  if (!target.matches("form[action$='/logout/']")) return;
  isSigningOut = true;
  forgetAll();
});
