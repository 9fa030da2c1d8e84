// Comfort of the guided editors: keeps what is typed at once, saves it after a pause, on leaving a field and the page,
// and sends it again by itself when that fails. Without this file the buttons of the form do the same work.

import { faultsInWords, markFaults, showProgress, telling } from "./draft_state.js";
import { beforeSigningOut, keeping } from "./keep.js";
import { previewing } from "./preview.js";
import { answerTo, eventIsOver, patience, seenIn, send, withSeen } from "./sending.js";

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
  let saving = false, again = false, stopped = isUndecided, isForeign = false, isKept = true;
  let isPressed = false, isSubmitted = false;
  let current = Promise.resolve(); // the save that is on its way
  let changes = 0, saved = 0, sending = 0, sent = 0; // how often something was typed: in all, up to the last save, …
  let unanswered = null; // what was sent last, as long as nobody knows whether it arrived
  const ownSeen = new Set([form.elements.seen.value]); // what it says, as far as nobody else has saved

  const say = telling(form);
  const token = () => form.elements.csrfmiddlewaretoken.value;
  const keepText = () => {
    isKept = text.keep(unanswered && unanswered.typed !== changes ? unanswered.entries : undefined);
  };

  function save() {
    clearTimeout(saveTimer);
    clearTimeout(retryTimer);
    if (stopped) return current;
    if (saving) again = true;
    else current = saveNow();
    return current;
  }

  // What may have arrived without an answer goes first, as it was: sent twice it is no conflict, and the text that was
  // typed since does not look like one with a colleague's.
  async function saveNow() {
    again = false;
    if (!unanswered && saved === changes) return;
    saving = true;
    say(words.saving);
    try {
      const isClear = !unanswered || await delivered(unanswered);
      if (isClear && saved !== changes) await delivered({ typed: changes, entries: text.typed() });
    } catch {
      keepAndTryAgain(words.offline);
    } finally {
      saving = false;
    }
    if (again && !stopped) await saveNow();
  }

  // Whether something else may be sent after it.
  async function delivered(one) {
    unanswered = one;
    sending = one.typed;
    let response = await send(form.action, one.entries, token());
    if (isSignedOut(response) && await isSignedInAgain()) response = await send(form.action, one.entries, token());
    if (isSignedOut(response)) {
      unanswered = null;
      keepAndTryAgain(isForeign ? words.another : words.signedOut, { isSignedOut: true });
      return false;
    }
    await told(response, one.typed);
    return !stopped;
  }

  // What is on its way arrives before anything else is sent, which would be sent as from before it.
  const awaited = (arrival) => Promise.race([arrival, new Promise((resolve) => setTimeout(resolve, LONGEST_FAREWELL))]);

  // Sent by the button as well: the same text twice is no conflict, but the browser's page of a cut line is no place
  // for somebody who writes.
  async function isReached() {
    try {
      await send(form.action, text.typed(), token());
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
    const response = await fetch(location.href, {
      headers: { Accept: "text/html" }, signal: patience(),
    });
    if (!response.ok || isSignedOut(response)) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const personIn = (here) => here.querySelector("meta[name=person]")?.content;
    const newToken = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    isForeign = personIn(page) !== personIn(document);
    if (isForeign || !newToken) return false;
    form.elements.csrfmiddlewaretoken.value = newToken;
    return true;
  }

  async function told(response, typed) {
    if (response.status === 404) { // no longer theirs
      stopped = true;
      unanswered = null;
      return keep(words.closed ?? words.changed);
    }
    const answer = await response.json();
    unanswered = null;
    wait = TRY_AGAIN_AFTER;
    if (answer.seen) {
      form.elements.seen.value = answer.seen;
      ownSeen.add(answer.seen);
    }
    if (answer.at && answer.refusal !== "changed") sayWhen(`${words.saved} ${answer.at}`); // else it may be a colleague's
    markFaults(form, answer.faults);
    showProgress(answer.progress);
    if (response.ok) {
      saved = typed;
      if (saved === changes) text.forget();
      else keepText();
    } else if (answer.refusal === "invalid") {
      saved = typed; // as far as it can be: what is not valid is kept here
      keepText();
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
    if (!last) return say(told, { good: true });
    last.textContent = told;
    return say("");
  }

  function keep(told, how) {
    keepText();
    say(isKept ? told : words.unkept, how);
  }

  function keepAndTryAgain(told, how) {
    keep(told, how);
    retryTimer = setTimeout(save, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  // Another page is next: its session may be gone, or its line, so the text is kept as well.
  function leave() {
    if (saved === changes) return;
    keepText();
    if (!stopped && sent !== changes) {
      send(form.action, text.typed(), token(), { keepalive: true }).catch(() => { /* too long for a farewell: it is kept */ });
    }
    sent = changes;
  }

  // What was sent on leaving may have arrived. Sent once more it is refused where the section says something else, but
  // that may be what the same page had sent before.
  async function hasArrived({ entries, sent: before }) {
    if (ownSeen.has(seenIn(entries))) return false; // nobody has saved since
    try {
      const answer = await answerTo(form.action, entries, token());
      // Saved only now, as where the call asks more by now: the page is older than that
      if (answer.isSaved && answer.seen !== form.elements.seen.value) location.reload();
      if (answer.isSaved) return true;
      const last = before && answer.refusal === "changed" ? await answerTo(form.action, before, token()) : answer;
      if (last.seen === form.elements.seen.value) ownSeen.add(seenIn(entries));
    } catch { /* no line, no session: it is offered */ }
    return false;
  }

  // Typed on what stands here still, or on what the same page saved: nothing of a colleague's can be overwritten, so it
  // goes on by itself, and as from here.
  const isOnOwnText = ({ entries }) => ownSeen.has(seenIn(entries));
  const asFromHere = (entries) =>
    ownSeen.has(seenIn(entries)) ? withSeen(entries, form.elements.seen.value) : entries;

  function goOn(back) {
    if (!back) return;
    if (back.sent) unanswered = { typed: saved, entries: back.sent }; // it may be on its way yet
    save();
  }

  function changed() {
    changes += 1;
    keepText();
    if (!stopped) {
      clearTimeout(saveTimer);
      saveTimer = setTimeout(save, SAVE_AFTER);
    }
    fitRules(form);
  }

  const tryNow = () => { if (saved !== changes && !stopped && !saving) save(); };

  form.addEventListener("input", changed);
  form.addEventListener("change", ({ isTrusted }) => { if (isTrusted) tryNow(); });
  // What was confirmed is not asked about a second time
  function sendAgain(submitter, confirmed) {
    if (confirmed) form.dataset.confirmed = confirmed;
    form.requestSubmit(submitter);
    delete form.dataset.confirmed;
  }

  document.addEventListener("submit", async (event) => {
    const { target, submitter } = event;
    if (target !== form) return event.defaultPrevented || leave();
    const { confirmed } = form.dataset;
    const isAsked = !confirmed && (submitter?.dataset.confirm ?? form.dataset.confirm);
    if (isAsked || event.defaultPrevented) return undefined; // whether it is meant is asked first (site.js)
    if (!isSubmitted) {
      event.preventDefault();
      if (isPressed) return undefined;
      isPressed = true;
      again = false;
      clearTimeout(saveTimer);
      if (saving || unanswered) await awaited(saving ? current : save());
      [isSubmitted] = await Promise.all([isReached(), eventIsOver()]);
      isPressed = false;
      if (isSubmitted) return sendAgain(submitter, confirmed);
      if (saved === changes) changes += 1; // it is sent once more, and then said to be saved
      return stopped ? keep(words.offline) : keepAndTryAgain(words.offline);
    }
    clearTimeout(saveTimer);
    clearTimeout(retryTimer);
    stopped = true;
    text.keepAsSent(); // the session may have ended; the page that says "saved" forgets it (keep.js)
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
  beforeSigningOut(() => saved === changes || stopped || awaited(saving && sending === changes ? current : save()));
  window.addEventListener("pagehide", leave);
  window.addEventListener("beforeunload", (event) => { if (saved !== changes && !isKept) event.preventDefault(); });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted && (sent || stopped)) location.reload(); // what this page has seen is older than what it sent
  });
  window.addEventListener("online", tryNow);
  window.addEventListener("focus", tryNow); // they may have signed in again in another window

  text.whenTaken((entries) => { if (saved !== changes) unanswered ??= { typed: saved, entries }; });
  text.offer(isUndecided ? {} : { isSaved: hasArrived, goesOn: isOnOwnText, renews: asFromHere }).then(goOn);
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
