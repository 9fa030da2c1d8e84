// What a form with data-draft says about its saving: in its bar, and at the inputs that are not right yet.

const MOST_TOLD = 3;

// `good` is a time at which all was saved; what is neither that nor on its way is told as not saved. Whoever was signed
// out gets the way back.
export function telling(form) {
  const state = form.querySelector("[data-state]"), words = form.dataset;
  const signIn = form.querySelector("[data-sign-in-again]");
  const bar = state.closest(".draft-state");
  return (told, { good = false, isSignedOut = false } = {}) => {
    // Leaving a field for the link sends it once more: other words would move the link from under the finger
    if (told === words.saving && !signIn.hidden) return;
    state.textContent = told;
    state.classList.toggle("saved", good);
    if (told === words.saving) return;
    signIn.hidden = !isSignedOut;
    bar.classList.toggle("unsaved", Boolean(told) && !good);
  };
}

// `faults` are those of an answer: the name of an input or of a group of them, a label, and what is wrong.
export function markFaults(form, faults = []) {
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  for (const { name } of faults) {
    for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) input.setAttribute("aria-invalid", "true");
  }
}

// How far the draft is by what was saved: in the steps at the head of the page and in its count.
export function showProgress(progress) {
  if (!progress) return;
  for (const step of document.querySelectorAll("[data-step]")) {
    const isDone = progress.done.includes(step.dataset.step);
    step.classList.toggle("done", isDone);
    step.querySelector("[data-done]").hidden = !isDone;
  }
  document.querySelector("[data-progress-words]").textContent = progress.words;
  document.getElementById("progress").value = progress.count;
}

// Which fields are not saved, and why, as far as the bar has room for it.
export function faultsInWords(faults) {
  const told = faults.slice(0, MOST_TOLD).map(({ label, message }) => `${label} – ${message}`);
  return told.join(" · ") + (faults.length > MOST_TOLD ? " …" : "");
}
