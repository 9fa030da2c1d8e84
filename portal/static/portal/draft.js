// Comfort of the guided editor: saves after a pause, keeps the text when the line is cut, shows the page beside it.
// Without this file the buttons of the form do the same work.

const SAVE_AFTER = 2000;
const PREVIEW_AFTER = 800;
const WIDE = window.matchMedia("(min-width: 1100px)");
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "seen"]);

const form = document.querySelector("form[data-draft]");
if (form) edit(form);

function edit(form) {
  const state = form.querySelector("[data-state]");
  const storageKey = `draft:${location.pathname}`;
  let saveTimer, previewTimer, saving = false, again = false, stopped = false;

  const say = (words, good = false) => {
    state.textContent = words;
    state.classList.toggle("saved", good);
  };
  const typed = () => [...new FormData(form)].filter(([name]) => !NOT_KEPT.has(name));

  async function save() {
    if (saving) { again = true; return; }
    saving = true;
    say(form.dataset.saving);
    try {
      const response = await fetch(form.action || location.href, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if (isSignedOut(response)) keep(form.dataset.signedOut);
      else await told(response);
    } catch {
      keep();
    } finally {
      saving = false;
      if (again && !stopped) { again = false; save(); }
    }
  }

  // A new sign-in elsewhere makes the token of this page old: that is refused, and not sent on.
  const isSignedOut = ({ redirected, status, url }) =>
    status === 403 || redirected && new URL(url).pathname === form.dataset.signIn;

  async function told(response) {
    const answer = await response.json();
    if (response.ok) {
      form.elements.seen.value = answer.seen;
      forget();
      say(`${form.dataset.saved} ${answer.at}`, true);
    } else if (answer.refusal === "invalid") {
      keep(form.dataset.invalid);
    } else {
      stopped = true; // only a person decides what to do with a colleague's text
      keep(form.dataset.changed);
    }
  }

  function keep(words = form.dataset.offline) {
    try {
      localStorage.setItem(storageKey, JSON.stringify(typed()));
      say(words);
    } catch {
      say(words); // a full or forbidden storage: the text still stands in the form
    }
  }

  function forget() {
    try { localStorage.removeItem(storageKey); } catch { /* forbidden storage keeps nothing */ }
    form.querySelector("[data-kept]").hidden = true;
  }

  function kept() {
    try { return localStorage.getItem(storageKey); } catch { return null; }
  }

  function putBack(entries) {
    const names = new Set(entries.map(([name]) => name));
    for (const field of form.elements) {
      if (!field.name || NOT_KEPT.has(field.name) || field.type === "submit" || field.type === "hidden") continue;
      const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (names.has(field.name)) field.value = values[0];
    }
  }

  async function preview() {
    const pane = document.querySelector("[data-page]");
    if (!pane || !WIDE.matches) return;
    try {
      const response = await fetch(form.dataset.preview, {
        method: "POST", body: new FormData(form),
      });
      if (!response.ok || response.redirected) return; // the last preview stays until the form is right again
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const parts = page.querySelectorAll(".page-head, main .cols > .stack");
      for (const part of parts) {
        for (const node of part.querySelectorAll("[id]")) node.removeAttribute("id");
        for (const node of part.querySelectorAll("script, form")) node.remove();
      }
      const place = pane.closest("[data-pane]");
      const last = place.scrollTop;
      const isFirst = !pane.children.length;
      pane.replaceChildren(...parts);
      place.scrollTop = isFirst ? topOf(pane.querySelector(`[data-part~="${form.dataset.part}"]`), place) : last;
    } catch { /* no connection: the last preview stays */ }
  }

  form.addEventListener("input", () => {
    if (!stopped) {
      clearTimeout(saveTimer);
      saveTimer = setTimeout(save, SAVE_AFTER);
    }
    clearTimeout(previewTimer);
    previewTimer = setTimeout(preview, PREVIEW_AFTER);
    fitRules(form);
  });
  form.addEventListener("submit", () => {
    clearTimeout(saveTimer);
    stopped = true;
    keep(""); // the session may have ended; the page that says "saved" forgets it (site.js)
  });
  window.addEventListener("online", () => { if (kept() && !stopped) save(); });

  const found = kept();
  if (found && found !== JSON.stringify(typed())) {
    form.querySelector("[data-kept]").hidden = false;
    form.querySelector("[data-forget]").addEventListener("click", forget);
    form.querySelector("[data-restore]").addEventListener("click", () => {
      putBack(JSON.parse(found));
      form.querySelector("[data-kept]").hidden = true;
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
  } else if (found) forget();
  fitRules(form);
  preview();
}

// Where the pane must scroll to so that the part which is being written stands at its top.
function topOf(part, place) {
  return part ? part.getBoundingClientRect().top - place.getBoundingClientRect().top + place.scrollTop - 16 : 0;
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
