// Comfort of the guided editor: saves after a pause and on leaving, keeps the text when that fails. Without this file
// the buttons of the form do the same work.

import { keeping } from "./keep.js";
import { previewing } from "./preview.js";

const SAVE_AFTER = 2000;

const form = document.querySelector("form[data-draft]");
if (form) edit(form);

function edit(form) {
  const state = form.querySelector("[data-state]");
  const text = keeping(form);
  let saveTimer, saving = false, again = false, stopped = false;
  let changes = 0, saved = 0, sent = 0; // how often something was typed: in all, up to the last save, up to leaving

  const say = (words, good = false) => {
    state.textContent = words;
    state.classList.toggle("saved", good);
  };
  const send = (body, keepalive = false) => fetch(form.action, {
    method: "POST", body, headers: { Accept: "application/json" }, keepalive,
  });

  async function save() {
    if (saving) { again = true; return; }
    saving = true;
    say(form.dataset.saving);
    const typed = changes;
    try {
      const response = await send(new FormData(form));
      if (isSignedOut(response)) keep(form.dataset.signedOut);
      else await told(response, typed);
    } catch {
      keep(form.dataset.offline);
    } finally {
      saving = false;
      if (again && !stopped) { again = false; save(); }
    }
  }

  // A new sign-in elsewhere makes the token of this page old: that is refused, and not sent on.
  const isSignedOut = ({ redirected, status, url }) =>
    status === 403 || redirected && new URL(url).pathname === form.dataset.signIn;

  async function told(response, typed) {
    const answer = await response.json();
    if (response.ok) {
      form.elements.seen.value = answer.seen;
      saved = typed;
      if (!text.isOffered()) text.forget();
      say(`${form.dataset.saved} ${answer.at}`, true);
    } else if (answer.refusal === "invalid") {
      keep(form.dataset.invalid);
    } else {
      stopped = true; // only a person decides what to do with a colleague's text
      keep(form.dataset.changed);
    }
  }

  function keep(words) {
    text.keep();
    say(words);
  }

  // Another page is next: its session may be gone, or its line, so the text is kept as well.
  function leave() {
    if (saved === changes) return;
    text.keep();
    if (!stopped && sent !== changes) send(new FormData(form), true).catch(() => { /* too long for a farewell: it is kept */ });
    sent = changes;
  }

  // What was sent on leaving may have arrived. Sent once more it is refused where the section says something else.
  async function hasArrived(entries) {
    const body = new FormData();
    for (const [name, value] of entries) body.append(name, value);
    if (body.get("seen") === form.elements.seen.value) return false; // nobody has saved since
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const response = await send(body);
      return response.ok && !response.redirected;
    } catch {
      return false;
    }
  }

  form.addEventListener("input", () => {
    changes += 1;
    if (!stopped) {
      clearTimeout(saveTimer);
      saveTimer = setTimeout(save, SAVE_AFTER);
    }
    fitRules(form);
  });
  document.addEventListener("submit", ({ target }) => {
    if (target !== form) return leave(); // signing out: the save goes first
    clearTimeout(saveTimer);
    stopped = true;
    text.keep(); // the session may have ended; the page that says "saved" forgets it (keep.js)
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted && sent) location.reload(); // what this page has seen is older than what it sent
  });
  window.addEventListener("online", () => { if (saved !== changes && !stopped) save(); });

  text.offer(hasArrived);
  fitRules(form);
  previewing(form);
}

// A rule of eligibility shows only the fields of its kind.
function fitRules(form) {
  for (const select of form.querySelectorAll("select[name$='-kind']")) {
    const row = select.closest("fieldset");
    for (const field of row.querySelectorAll("[data-for-kind]")) {
      field.closest(".form-group").hidden = field.dataset.forKind !== select.value;
    }
  }
}
