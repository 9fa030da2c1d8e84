// Comfort of the guided editors: saves after a pause, on leaving a field and the page, keeps the text when that fails and
// sends it again by itself. Without this file the buttons of the form do the same work.

import { faultsInWords, markFaults, telling } from "./draft_state.js";
import { keeping } from "./keep.js";
import { previewing } from "./preview.js";

const SAVE_AFTER = 1000;
const TRY_AGAIN_AFTER = 3000, LONGEST_WAIT = 60_000, LONGEST_FAREWELL = 4000;

const form = document.querySelector("form[data-draft]");
if (form) edit(form);

function edit(form) {
  const words = form.dataset;
  const last = form.querySelector("[data-saved-last]");
  const text = keeping(form);
  let saveTimer, retryTimer, wait = TRY_AGAIN_AFTER;
  const isUndecided = "undecided" in words; // whose text is to stand is pressed, not typed
  let saving = false, again = false, stopped = isUndecided, isForeign = false, isPressed = false, isSubmitted = false;
  let current = Promise.resolve(); // the save that is on its way
  let changes = 0, saved = 0, sending = 0, sent = 0; // how often something was typed: in all, up to the last save, …

  const say = telling(form);
  const send = (body, keepalive = false) => fetch(form.action, {
    method: "POST", body, headers: { Accept: "application/json" }, keepalive,
  });

  function save() {
    clearTimeout(saveTimer);
    clearTimeout(retryTimer);
    if (stopped) return current;
    if (saving) again = true;
    else current = saveNow();
    return current;
  }

  async function saveNow() {
    saving = true;
    say(words.saving);
    const typed = changes;
    sending = typed;
    try {
      let response = await send(new FormData(form));
      if (isSignedOut(response) && await isSignedInAgain()) response = await send(new FormData(form));
      if (isSignedOut(response)) keepAndTryAgain(isForeign ? words.another : words.signedOut);
      else await told(response, typed);
    } catch {
      keepAndTryAgain(words.offline);
    } finally {
      saving = false;
    }
    if (again && !stopped) {
      again = false;
      await save();
    }
  }

  // What is on its way arrives before anything else is sent, which would be sent as from before it.
  const awaited = (arrival) => Promise.race([arrival, new Promise((resolve) => setTimeout(resolve, LONGEST_FAREWELL))]);

  // Sent by the button as well: the same text twice is no conflict, but the browser's page of a cut line is no place
  // for somebody who writes.
  async function isReached() {
    try {
      await send(new FormData(form));
      return true;
    } catch {
      return false;
    }
  }

  // A new sign-in elsewhere makes the token of this page old: that is refused, and not sent on.
  const isSignedOut = ({ redirected, status, url }) =>
    status === 403 || redirected && new URL(url).pathname === words.signIn;

  // The same person has signed in again, here or in another window: this page goes on with the new token.
  async function isSignedInAgain() {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!response.ok || isSignedOut(response)) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const personIn = (here) => here.querySelector("meta[name=person]")?.content;
    const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    isForeign = personIn(page) !== personIn(document);
    if (isForeign || !token) return false;
    form.elements.csrfmiddlewaretoken.value = token;
    return true;
  }

  async function told(response, typed) {
    if (response.status === 404) { // no longer theirs
      stopped = true;
      return keep(words.closed ?? words.changed);
    }
    const answer = await response.json();
    wait = TRY_AGAIN_AFTER;
    if (answer.seen) form.elements.seen.value = answer.seen;
    if (answer.at) sayWhen(`${words.saved} ${answer.at}`);
    markFaults(form, answer.faults);
    if (response.ok) {
      saved = typed;
      if (!text.isOffered()) text.forget();
    } else if (answer.refusal === "invalid") {
      saved = typed; // as far as it can be: what is not valid is kept here
      text.keep();
      if (answer.at) say(`${words.but}: ${faultsInWords(answer.faults)}`);
      else say(words.invalid);
    } else {
      stopped = true; // only a person decides what to do with a colleague's text
      const where = answer.clashing?.length ? ` (${answer.clashing.join(", ")})` : "";
      keep((words[answer.refusal] ?? words.changed) + where);
    }
    return undefined;
  }

  function sayWhen(told) {
    if (!last) return say(told, true);
    last.textContent = told;
    return say("");
  }

  function keep(told) {
    text.keep();
    say(told);
  }

  function keepAndTryAgain(told) {
    keep(told);
    retryTimer = setTimeout(save, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
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
      if (!response.ok || response.redirected) return false;
      // Saved only now, as where the call asks more by now: the page is older than that
      if ((await response.json()).seen !== form.elements.seen.value) location.reload();
      return true;
    } catch {
      return false;
    }
  }

  // Typed on what stands here still: nothing of a colleague's can be overwritten, so it goes on by itself.
  const isOfThisPage = (entries) => new Map(entries).get("seen") === form.elements.seen.value;

  function changed() {
    changes += 1;
    if (!stopped) {
      clearTimeout(saveTimer);
      saveTimer = setTimeout(save, SAVE_AFTER);
    }
    fitRules(form);
  }

  const tryNow = () => { if (saved !== changes && !stopped && !saving) save(); };

  form.addEventListener("input", changed);
  form.addEventListener("change", ({ isTrusted }) => { if (isTrusted) tryNow(); });
  document.addEventListener("submit", async (event) => {
    const { target, submitter } = event;
    if (target !== form) return leave(); // signing out: the save goes first
    if (!isSubmitted) {
      event.preventDefault();
      if (isPressed) return undefined;
      isPressed = true;
      again = false;
      clearTimeout(saveTimer);
      if (saving) await awaited(current);
      isSubmitted = await isReached();
      isPressed = false;
      if (isSubmitted) return form.requestSubmit(submitter);
      return stopped ? keep(words.offline) : keepAndTryAgain(words.offline);
    }
    clearTimeout(saveTimer);
    clearTimeout(retryTimer);
    stopped = true;
    text.keep(); // the session may have ended; the page that says "saved" forgets it (keep.js)
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey);
    const leaves = link && link.origin === location.origin && link.pathname !== location.pathname;
    if (!isPlain || !leaves || link.target || stopped || saved === changes) return;
    event.preventDefault();
    await awaited(saving && sending === changes ? current : save());
    location.assign(link.href);
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted && (sent || stopped)) location.reload(); // what this page has seen is older than what it sent
  });
  window.addEventListener("online", tryNow);
  window.addEventListener("focus", tryNow); // they may have signed in again in another window

  if (!isUndecided) text.offer({ isSaved: hasArrived, goesOn: isOfThisPage }).then((isPutBack) => { if (isPutBack) save(); });
  fitRules(form);
  if (form.dataset.preview) previewing(form);
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
