// Comfort only: every page works without this file.

// The mobile menu is a <details>: close it with Escape and when the focus or a click leaves it.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  const close = () => { menu.open = false; };
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      close();
      menu.querySelector("summary").focus();
    }
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) close();
  });
}

// The section of a draft that is being written is in view where the row of sections scrolls.
const here = document.querySelector(".section-steps [aria-current]");
if (here) {
  const row = here.closest("ol");
  row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.clientWidth) / 2;
}

// What was saved needs no copy in this browser any more (draft.js keeps one before it is sent).
for (const notice of document.querySelectorAll("[data-saved-at]")) {
  try { localStorage.removeItem(`draft:${notice.dataset.savedAt}`); } catch { /* forbidden storage keeps nothing */ }
}

// <button data-confirm="Really?"> or <form data-confirm="Really?"> asks in a <dialog> before it submits.
// The words of the two buttons stand in data-confirm-yes and data-confirm-no, or come from the page's language.
const WORDS = { ko: ["확인", "취소"], en: ["OK", "Cancel"] };

function ask(source) {
  const [yes, no] = WORDS[document.documentElement.lang] ?? WORDS.en;
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const text = document.createElement("p");
  text.id = "confirm-text";
  text.textContent = source.dataset.confirm;
  dialog.setAttribute("aria-labelledby", text.id);
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "actions";
  for (const [value, label, look] of [
    ["no", source.dataset.confirmNo ?? no, "tertiary"],
    ["yes", source.dataset.confirmYes ?? yes, "primary"],
  ]) {
    const button = document.createElement("button");
    button.value = value;
    button.className = `krds-btn medium ${look}`;
    button.textContent = label;
    form.append(button);
  }
  dialog.append(text, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const source = event.submitter?.dataset.confirm ? event.submitter : form.dataset.confirm ? form : null;
  if (!source || form.dataset.confirmed) return;
  event.preventDefault();
  const submitter = event.submitter;
  if (await ask(source)) {
    form.dataset.confirmed = "yes";
    form.requestSubmit(submitter);
    delete form.dataset.confirmed;
  } else {
    submitter?.focus();
  }
});
