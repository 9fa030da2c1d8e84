// Comfort only: every page works without this file.

import { ask } from "./ask.js";
import "./countdown.js";
import "./keep.js";

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

// Amounts in groups of three digits while they are typed, and in words below: 1억 5,000만원.
const UNITS = { 천만: 10n ** 7n, 만: 10n ** 4n }, EOK = 10n ** 8n, PARTS = 10n ** 8n;

// Exact, as the server counts: 1.00000001만 are no whole won.
function inParts(digits = "0") {
  const [whole, rest = ""] = digits.split(".");
  return BigInt(whole + rest.padEnd(8, "0"));
}

function wonFrom(text) {
  const plain = text.replace(/[０-９，．]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0)).trim();
  const whole = "(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)", number = `${whole}(?:\\.[0-9]{1,8})?`;
  const parts = new RegExp(`^(?:(${number})\\s?(억))?\\s*(?:(${number})\\s?(천만|만))?\\s*(${whole})?\\s*원?$`)
    .exec(plain)?.map((part) => part?.replaceAll(",", ""));
  if (!plain || !parts || (parts[2] || parts[4]) && parts[5] && !plain.endsWith("원")) return null;
  const amount = inParts(parts[1]) * EOK + inParts(parts[3]) * (UNITS[parts[4]] ?? 1n) + inParts(parts[5]);
  const won = Number(amount / PARTS);
  return amount % PARTS === 0n && Number.isSafeInteger(won) ? won : null;
}

function wonInWords(amount) {
  if (document.documentElement.lang !== "ko") {
    return amount % 1e6 ? `KRW ${amount.toLocaleString("en")}` : `KRW ${(amount / 1e6).toLocaleString("en")} million`;
  }
  const eok = Math.floor(amount / 1e8), man = Math.floor(amount % 1e8 / 1e4), rest = amount % 1e4;
  const words = [eok && `${eok.toLocaleString("ko")}억`, man && `${man.toLocaleString("ko")}만`, rest && rest.toLocaleString("ko")];
  return `${words.filter(Boolean).join(" ")}원`;
}

// A comma of ours moves with the digits; one that somebody put elsewhere stays, and the server refuses it.
const GROUPED = /^(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)$/;
const before = new WeakMap();

document.addEventListener("beforeinput", ({ target }) => {
  if (target.matches("input[data-won]")) before.set(target, target.value);
});

function changesDigitsOnly(input, { inputType, data }) {
  const isDigits = /^delete/.test(inputType) || /^[0-9]+$/.test(data ?? "");
  return isDigits && GROUPED.test(before.get(input) ?? ",");
}

function regroup(input, event) {
  if (!/^[0-9,]+$/.test(input.value)) return;
  if (!GROUPED.test(input.value) && !changesDigitsOnly(input, event)) return;
  const behind = input.value.slice(input.selectionStart).replace(/,/g, "").length;
  const grouped = input.value.replace(/,/g, "").replace(/^0+(?=[0-9])/, "").replace(/\B(?=([0-9]{3})+$)/g, ",");
  if (grouped === input.value) return;
  input.value = grouped;
  let caret = grouped.length;
  for (let digits = 0; digits < behind; caret -= 1) if (grouped[caret - 1] !== ",") digits += 1;
  input.setSelectionRange(caret, caret);
}

function sayWon(input) {
  let words = input.nextElementSibling;
  if (!words?.matches(".won-words")) {
    words = document.createElement("span");
    words.className = "won-words";
    input.after(words);
  }
  const amount = wonFrom(input.value);
  const isTooMuch = input.dataset.most && amount > Number(input.dataset.most);
  words.textContent = [amount >= 10000 && `= ${wonInWords(amount)}`, isTooMuch && input.dataset.tooMuch].filter(Boolean).join(" · ");
  words.classList.toggle("over", Boolean(isTooMuch));
}

document.addEventListener("input", (event) => {
  const { target } = event;
  if (!target.matches("input[data-won]")) return;
  if (document.activeElement === target) regroup(target, event);
  sayWon(target);
});
document.querySelectorAll("input[data-won]").forEach(sayWon);

// <button data-confirm="Really?"> or <form data-confirm="Really?"> asks in a <dialog> before it submits.
// The words of the two buttons stand in data-confirm-yes and data-confirm-no, or come from the page's language.
const WORDS = { ko: ["확인", "취소"], en: ["OK", "Cancel"] };

function confirmed({ dataset }) {
  const [yes, no] = WORDS[document.documentElement.lang] ?? WORDS.en;
  return ask({ text: dataset.confirm, yes: dataset.confirmYes ?? yes, no: dataset.confirmNo ?? no });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const source = event.submitter?.dataset.confirm ? event.submitter : form.dataset.confirm ? form : null;
  if (!source || form.dataset.confirmed) return;
  event.preventDefault();
  const submitter = event.submitter;
  if (await confirmed(source)) {
    form.dataset.confirmed = "yes";
    form.requestSubmit(submitter);
    delete form.dataset.confirmed;
  } else {
    submitter?.focus();
  }
});
