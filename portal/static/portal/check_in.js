// Comfort of the desk on the day: scans tickets with the camera where the browser can, keeps what was scanned on this
// phone until the server has it, and sends it later when there is no line. Without this file the form does one at a time.
// What is kept is numbers and times, never names: phones at a desk pass from hand to hand.

import { beforeSigningOut, forgetKept, keepForLater, keptForLater } from "./keep.js";
import { patience, send } from "./sending.js";

const TICKET = /^[0-9ABCDEFGHJKMNPQRSTVWXYZ]{10}$/, TICKET_PATH = "/desk/agency/check-in/", LONGEST = 200;
const AT_ONCE = 50, TRY_AGAIN_AFTER = 3000, LONGEST_WAIT = 60_000;
const COUNT_EVERY = 10_000, LOOK_EVERY = 250, SAME_AGAIN_AFTER = 4000; // ms
const MOST_SHOWN = 20;

const desk = document.querySelector("[data-check-in]");
if (desk) open(desk);

// As the server reads it (queries/attendance.py); empty where it is none of ours.
function ticketIn(text, site) {
  if (text.length > LONGEST) return "";
  let rest = text.trim();
  for (const start of [site, location.origin, TICKET_PATH]) if (rest.startsWith(start)) rest = rest.slice(start.length);
  rest = rest.replace(/\/$/, "").normalize("NFKC").toUpperCase().replace(/[- ]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return TICKET.test(rest) ? rest : "";
}

function open(desk) {
  const words = desk.dataset, address = location.pathname;
  const form = desk.querySelector("form"), field = form.elements.number;
  const state = desk.querySelector("[data-state]"), list = desk.querySelector("[data-answers]");
  const shown = new Map(); // key → item of the list
  const unkept = new Map(); // where the storage is full or forbidden
  let wait = TRY_AGAIN_AFTER, timer, isSending = false;

  const say = (text) => { if (state.textContent !== text) state.textContent = text; };
  const waiting = () => [...keptForLater(address), ...unkept.values()].sort((one, other) => one.at - other.at);

  function show(key, { title, words: told = "", link = "", look = "" }) {
    const item = shown.get(key) ?? document.createElement("li");
    const name = document.createElement("strong"), text = document.createElement("span");
    const place = link ? Object.assign(document.createElement("a"), { href: link, className: "link" }) : name;
    place.textContent = title;
    if (link) name.append(place);
    text.textContent = told;
    item.className = look;
    item.replaceChildren(name, text);
    if (!shown.has(key)) list.prepend(item);
    shown.set(key, item);
    while (list.children.length > MOST_SHOWN) list.lastElementChild.remove();
    desk.querySelector("[data-answered]").hidden = false;
  }

  function take(text) {
    const ticket = ticketIn(text, words.site), key = crypto.randomUUID?.() ?? madeKey();
    if (!ticket) return show(key, { title: words.refused, words: words.foreign, look: "is-doubtful" });
    const scan = { text: ticket, at: Date.now(), scan: key };
    if (!keepForLater(address, key, scan)) unkept.set(key, scan);
    show(key, { title: ticket, words: words.waits, look: "is-waiting" });
    navigator.vibrate?.(80);
    return sendAll();
  }

  // Each is forgotten only when the server has said what became of it.
  async function sendAll() {
    clearTimeout(timer);
    if (isSending) return;
    isSending = true;
    try {
      for (let next = waiting().slice(0, AT_ONCE); next.length; next = waiting().slice(0, AT_ONCE)) {
        say(words.sending);
        if (!await sent(next)) return again(false);
      }
      wait = TRY_AGAIN_AFTER;
      say(shown.size ? words.allSent : "");
    } catch {
      again(words.offline);
    } finally {
      isSending = false;
    }
  }

  function again(told) {
    if (told) say(unkept.size ? words.unkept : `${told} (${waiting().length})`);
    timer = setTimeout(sendAll, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  async function sent(scans) {
    const now = Date.now();
    const rows = scans.map(({ text, at, scan }) => ({ text, key: scan, ago: Math.max(0, now - at) }));
    const entries = [["scans", JSON.stringify(rows)]];
    const token = () => form.elements.csrfmiddlewaretoken.value;
    let response = await send(words.scans, entries, token());
    if (isSignedOut(response) && await isSignedInAgain()) response = await send(words.scans, entries, token());
    if (isSignedOut(response)) return say(`${words.signedOut} (${waiting().length})`);
    const answer = await response.json();
    if (!response.ok) return say(answer.refusal);
    for (const told of answer.answers) {
      unkept.delete(told.key);
      for (const { key } of keptForLater(address).filter(({ scan }) => scan === told.key)) forgetKept(key);
      show(told.key, { ...told, look: told.is_good ? "is-new" : "is-doubtful" });
    }
    count(answer.count);
    return true;
  }

  const isSignedOut = ({ redirected, status, url }) => status === 403 || redirected && new URL(url).pathname === words.signIn;

  // The same person has signed in again in another window: this page goes on with the new token.
  async function isSignedInAgain() {
    const response = await fetch(location.href, { headers: { Accept: "text/html" }, signal: patience() });
    if (!response.ok || isSignedOut(response)) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const personIn = (here) => here.querySelector("meta[name=person]")?.content;
    const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (personIn(page) !== personIn(document) || !token) return false;
    form.elements.csrfmiddlewaretoken.value = token;
    return true;
  }

  function count(counted) {
    for (const name of ["present", "expected", "missing", "without_seat"]) {
      desk.querySelector(`[data-${name}]`).textContent = counted[name];
    }
    desk.querySelector("[data-over]").hidden = !counted.is_over;
  }

  async function look() {
    if (document.visibilityState !== "visible" || isSending) return;
    try {
      const response = await fetch(words.count, { headers: { Accept: "application/json" }, signal: patience() });
      if (response.ok && !response.redirected) count(await response.json());
    } catch { /* no line: the next one tells */ }
  }

  form.addEventListener("submit", (event) => {
    if (!field.value.trim()) return; // the server says that it is missing
    event.preventDefault();
    take(field.value);
    field.value = "";
    field.focus();
  });
  for (const scan of waiting()) show(scan.scan, { title: scan.text, words: words.waits, look: "is-waiting" });
  beforeSigningOut(() => waiting().length && sendAll());
  window.addEventListener("online", sendAll);
  window.addEventListener("focus", () => { if (waiting().length) sendAll(); });
  window.addEventListener("beforeunload", (event) => { if (unkept.size) event.preventDefault(); });
  setInterval(look, COUNT_EVERY);
  if (waiting().length) sendAll();
  seeing(desk, take, say);
}

// Where the page is not served securely the browser makes no keys.
function madeKey() {
  const digits = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function seeing(desk, take, say) {
  const button = desk.querySelector("[data-camera]"), video = desk.querySelector("video");
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return;
  const start = button.textContent;
  let detector, stream = null, timer, last = "", lastAt = 0;
  button.hidden = false;
  desk.querySelector("[data-camera-help]").hidden = true;

  function stop() {
    clearTimeout(timer);
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
    button.textContent = start;
  }

  async function look() {
    const found = await detector.detect(video).catch(() => []); // no picture yet
    for (const { rawValue } of found) {
      const isSame = rawValue === last && Date.now() - lastAt < SAME_AGAIN_AFTER;
      [last, lastAt] = [rawValue, Date.now()];
      if (!isSame) take(rawValue);
    }
    if (stream) timer = setTimeout(look, LOOK_EVERY);
  }

  button.addEventListener("click", async () => {
    if (stream) return stop();
    try {
      detector ??= new window.BarcodeDetector({ formats: ["qr_code"] });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      return say(desk.dataset.noCamera);
    }
    video.srcObject = stream;
    video.hidden = false;
    button.textContent = button.dataset.stop;
    video.play().catch(() => { /* it plays as soon as it may */ });
    return look();
  });
  window.addEventListener("pagehide", stop);
}
