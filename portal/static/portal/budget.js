// Comfort only: the button of the form does the same work.
// While somebody types, the server says what the budget adds up to and how it stands to the rules; nothing is saved.

const PAUSE = 500;
const check = document.querySelector("[data-budget-check]");

if (check) {
  const form = check.closest("form");
  const said = document.querySelector("[data-budget-said]");
  let timer, asked = 0;

  async function ask() {
    const number = ++asked;
    try {
      const response = await fetch(check.dataset.budgetCheck, { method: "POST", body: new FormData(form) });
      if (!response.ok || response.redirected) return;
      const text = await response.text();
      if (number !== asked) return; // of two answers that to the later question counts
      check.innerHTML = text;
      const words = check.querySelector("[data-said]")?.textContent ?? "";
      if (said.textContent !== words) said.textContent = words; // the table is not read out at each digit
    } catch { /* no connection: the last answer stays, and the text is kept by the editor */ }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}
