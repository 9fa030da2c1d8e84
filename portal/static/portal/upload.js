// Comfort of the documents page: a file goes up in parts, with progress, and goes on where it had come to after a cut
// line, a restarted server or a reload. Without this file the form sends it in one piece.

const PART_TYPE = "application/offset+octet-stream";
const STALLED_AFTER = 60_000, CHECKED_WITHIN = 300_000; // ms: a line where nothing moves for so long is as good as cut
const PAUSES = [1, 2, 5, 10, 20, 30]; // seconds between tries
const FORBIDDEN = 403, CONFLICT = 409, HOPELESS = [400, 404, 405, 411, 413, 415];

const queue = []; // one by one: each gets the whole line
let isRunning = false, isDone = false;

for (const form of document.querySelectorAll("form[data-upload]")) prepare(form);

// Said to the person: the server does not take the file, and waiting does not help.
class Refused extends Error {}

function prepare(form) {
  const input = form.elements.file;
  const box = form.querySelector("[data-progress]"), bar = box.querySelector("progress");
  const state = form.querySelector("[data-state]"), wrong = form.querySelector("[data-error]");
  const send = form.querySelector("[type=submit]"), pause = form.querySelector("[data-pause]");
  const signIn = form.querySelector("[data-sign-in-again]");
  const known = form.previousElementSibling; // what it says of a file that has come in part
  const pauseWords = pause.textContent;
  let isPaused = false, resume = () => {}, running = null;

  const view = {
    say(words, isSignedOut = false) {
      state.textContent = words;
      signIn.hidden = !isSignedOut;
    },
    show(come, size) {
      bar.value = Math.floor(come / size * 100);
      this.say(`${form.dataset.sending} ${bar.value}% (${megabytes(come)} / ${megabytes(size)} MB)`);
    },
    refuse(words) {
      const text = document.createElement("p");
      text.textContent = words;
      wrong.replaceChildren(text);
      wrong.hidden = false;
      input.setAttribute("aria-invalid", "true");
      input.focus();
    },
    busy(is) {
      if (known?.matches("[data-upload-known]")) known.hidden = is;
      send.hidden = input.disabled = is;
      pause.hidden = !is;
      box.hidden = !is;
      bar.value = 0;
    },
    isPaused: () => isPaused,
    unlessPaused: () => isPaused ? new Promise((go) => { resume = go; }) : Promise.resolve(),
    stopsWith(controller) { running = controller; },
  };

  pause.addEventListener("click", () => {
    isPaused = !isPaused;
    pause.textContent = isPaused ? pause.dataset.goOn : pauseWords;
    if (isPaused) running?.abort();
    else resume();
  });
  form.addEventListener("submit", (event) => {
    const file = input.files[0];
    if (!file) return; // the server says that one is missing
    event.preventDefault();
    const fields = new FormData(form);
    fields.delete("file");
    wrong.hidden = true;
    input.removeAttribute("aria-invalid");
    view.busy(true);
    view.say(isRunning ? form.dataset.waiting : form.dataset.sending);
    queue.push(() => carry({ form, file, fields, view }));
    work();
  });
}

async function work() {
  if (isRunning) return;
  isRunning = true;
  while (queue.length) await queue.shift()();
  isRunning = false;
  if (isDone && !document.querySelector("[data-error]:not([hidden])")) location.reload(); // shows name, digest and time
}

async function carry({ form, file, fields, view }) {
  for (const [name, value] of [["name", file.name], ["size", file.size], ["modified_ms", file.lastModified]]) fields.set(name, value);
  try {
    await sent({ form, file, fields, view });
    isDone = true;
    view.busy(false);
    form.hidden = true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    view.busy(false);
    view.refuse(error.message);
  }
}

// From where the server has come to, to the end; after each failure it is asked again how far that is.
async function sent({ form, file, fields, view }) {
  let failures = 0;
  for (;;) {
    await view.unlessPaused();
    renewToken(fields);
    try {
      const start = await asked(form.dataset.upload, { method: "POST", body: fields, signal: AbortSignal.timeout(STALLED_AFTER) });
      const { offset, part_bytes: most, finish } = await start.json();
      const address = start.headers.get("Location");
      let come = offset;
      view.show(come, file.size);
      while (come < file.size) {
        come = await part(address, { file, come, most, token: fields.get("csrfmiddlewaretoken"), view });
        failures = 0;
      }
      view.say(form.dataset.checking);
      await asked(finish, { method: "POST", body: justToken(fields), signal: AbortSignal.timeout(CHECKED_WITHIN) });
      return;
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (view.isPaused()) continue;
      if (HOPELESS.includes(error.status) && failures > 1) throw new Refused(form.dataset.failed);
      view.say(error.isSignedOut ? form.dataset.signedOut : form.dataset.offline, error.isSignedOut);
      await nextTry(PAUSES[Math.min(failures, PAUSES.length - 1)]);
      failures += 1;
    }
  }
}

// A new sign-in in another window makes the page's token old; the cookie has the new one.
function renewToken(fields) {
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  if (token) fields.set("csrfmiddlewaretoken", token);
}

function justToken(fields) {
  const only = new FormData();
  only.set("csrfmiddlewaretoken", fields.get("csrfmiddlewaretoken"));
  return only;
}

// fetch cannot tell how far a request has gone, so the parts go the old way.
function part(address, { file, come, most, token, view }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const began = performance.now();
    const mayStall = () => { request.timeout = performance.now() - began + STALLED_AFTER; }; // counted from its beginning
    view.stopsWith(request);
    request.open("PATCH", address);
    mayStall();
    request.setRequestHeader("Content-Type", PART_TYPE);
    request.setRequestHeader("Upload-Offset", come);
    request.setRequestHeader("X-CSRFToken", token);
    request.upload.addEventListener("progress", ({ loaded }) => {
      view.show(come + loaded, file.size);
      mayStall();
    });
    request.addEventListener("load", () => {
      const offset = Number(request.getResponseHeader("Upload-Offset") ?? NaN);
      if (request.status === 204) resolve(offset);
      else if (request.status === CONFLICT && !Number.isNaN(offset)) resolve(offset); // it has come further, or less far
      else reject(failure(request.status, request.responseText, request.responseURL));
    });
    for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => reject(new Error(end)));
    request.send(file.slice(come, come + most));
  });
}

async function asked(address, options) {
  const response = await fetch(address, { ...options, redirect: "manual" });
  if (response.ok) return response;
  throw failure(response.type === "opaqueredirect" ? FORBIDDEN : response.status, await response.text());
}

// What waiting may mend (no line, a restarted server, no session) is an Error; a verdict is Refused.
function failure(status, text, url = "") {
  let message = "";
  try { message = JSON.parse(text).message; } catch { /* a page, or nothing */ }
  if (message) return new Refused(message);
  const error = Object.assign(new Error(`${status}`), { status });
  error.isSignedOut = status === FORBIDDEN || url.includes("/login/");
  return error;
}

function nextTry(seconds) {
  return new Promise((go) => {
    const timer = setTimeout(go, seconds * 1000);
    window.addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true });
  });
}

function megabytes(count) {
  return (count / 1024 / 1024).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

window.addEventListener("beforeunload", (event) => { if (isRunning) event.preventDefault(); });
