// Comfort only: the page without a connection works without this file.
// Its texts of forms that keep.js could not send are in this browser: said only where there are some.

addEventListener("online", () => location.reload());

try {
  if (Object.keys(localStorage).some((key) => key.startsWith("kept:"))) {
    for (const words of document.querySelectorAll("[data-kept]")) words.hidden = false;
  }
} catch { /* A forbidden storage keeps nothing. */ }
