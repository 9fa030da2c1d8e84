// Comfort only: the page without a connection works without this file.

const FIRST_PAUSE = 3_000, LONGEST_PAUSE = 60_000; // ms

// What the browser says of its line is not to be relied upon, so the portal itself is asked, ever more seldom.
async function loadOnceThere(pause) {
  await new Promise((go) => { setTimeout(go, pause); addEventListener("online", go, { once: true }); });
  try {
    await fetch("/healthz", { method: "HEAD", cache: "no-store", credentials: "omit" });
    location.reload();
  } catch {
    loadOnceThere(Math.min(2 * pause, LONGEST_PAUSE));
  }
}
loadOnceThere(FIRST_PAUSE);

// Texts of forms that keep.js could not send are in this browser: said only where there are some.
try {
  if (Object.keys(localStorage).some((key) => key.startsWith("kept:"))) {
    for (const words of document.querySelectorAll("[data-kept]")) words.hidden = false;
  }
} catch { /* A forbidden storage keeps nothing. */ }
