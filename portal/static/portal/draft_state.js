// What a form with data-draft says about its saving: in its bar, and at the inputs that are not right yet.

const MOST_TOLD = 3;

// `good` is a time at which all was saved; what is neither that nor on its way is told as not saved.
export function telling(form) {
  const state = form.querySelector("[data-state]"), words = form.dataset;
  const bar = state.closest(".draft-state");
  return (told, good = false) => {
    state.textContent = told;
    state.classList.toggle("saved", good);
    if (told !== words.saving) bar.classList.toggle("unsaved", Boolean(told) && !good);
  };
}

// `faults` are those of an answer: the name of an input or of a group of them, a label, and what is wrong.
export function markFaults(form, faults = []) {
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  for (const { name } of faults) {
    for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) input.setAttribute("aria-invalid", "true");
  }
}

// Which fields are not saved, and why, as far as the bar has room for it.
export function faultsInWords(faults) {
  const told = faults.slice(0, MOST_TOLD).map(({ label, message }) => `${label} – ${message}`);
  return told.join(" · ") + (faults.length > MOST_TOLD ? " …" : "");
}
