// Comfort only: the deadline itself stands in the page.
// How long a call still takes applications, by the portal's clock: that of the computer may be wrong or be changed.

const SYNC_EVERY = 5 * 60 * 1000;
const places = [...document.querySelectorAll("[data-countdown]")];
let ahead = null; // milliseconds by which the portal's clock is ahead of this page's own, which nobody can change

async function sync() {
  const asked = performance.now();
  try {
    const response = await fetch("/clock.json", { cache: "no-store" });
    const { now } = await response.json();
    const came = performance.now();
    ahead = Date.parse(now) + (came - asked) / 2 - came;
  } catch { /* the line is cut: the last answer goes on counting */ }
  show();
}

function show() {
  if (ahead === null) return;
  for (const place of places) {
    const left = Math.ceil((Date.parse(place.dataset.countdown) - performance.now() - ahead) / 1000);
    place.hidden = false;
    place.textContent = left > 0 ? inWords(place.dataset, left) : place.dataset.over;
    place.classList.toggle("urgent", left < 3600);
    if (left <= 0) close();
  }
}

// What can be done only while the call is open goes with it: a button that is refused is a false promise.
// The hour that an extension gives shows on the next load.
function close() {
  for (const part of document.querySelectorAll("[data-while-open]")) part.hidden = true;
}

function inWords({ days, time }, left) {
  const two = (number) => String(number).padStart(2, "0");
  const clock = `${two(Math.floor(left % 86400 / 3600))}:${two(Math.floor(left % 3600 / 60))}:${two(left % 60)}`;
  const whole = Math.floor(left / 86400);
  return (whole ? days : time).replace("{days}", whole).replace("{time}", clock);
}

if (places.length) {
  sync();
  setInterval(show, 1000);
  setInterval(sync, SYNC_EVERY);
  // After a sleep of the computer the page's own clock may have stood still
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sync(); });
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) sync(); });
  window.addEventListener("online", sync);
}
