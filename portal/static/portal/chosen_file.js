// Comfort only: the form works without this file.
// A form that is refused comes back in its place with the file that was chosen, which a browser forgets on a new page.

const REFUSED = 200; // what is done is a redirect, and nothing else is a page of the form
const form = document.querySelector("form[data-holds-file]");
if (form) hold(form);

function hold(form) {
  const button = form.querySelector("[type=submit]"), said = form.querySelector("[data-said]");
  let isSending = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    button.disabled = true;
    said.textContent = form.dataset.sending;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (answer.type === "opaqueredirect") return location.assign(location.pathname); // done, or signed out
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("form[data-holds-file]");
      if (answer.status !== REFUSED || !fresh) return form.submit(); // its page says why
      putInPlace(form, fresh);
      document.title = page.title;
    } catch {
      said.textContent = form.dataset.offline;
      button.disabled = false;
      isSending = false;
    }
    return undefined;
  });
}

function putInPlace(form, fresh) {
  for (const chosen of form.querySelectorAll("input[type=file]")) {
    const place = fresh.querySelector(`[name="${CSS.escape(chosen.name)}"]`);
    if (place.hasAttribute("aria-invalid")) chosen.setAttribute("aria-invalid", "true");
    else chosen.removeAttribute("aria-invalid");
    place.replaceWith(chosen);
  }
  fresh.querySelector("[data-choose-again]")?.remove();
  form.replaceWith(fresh);
  hold(fresh);
  fresh.querySelector("[role=alert]")?.focus();
}
