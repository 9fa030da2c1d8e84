// The public page with what is typed: beside the form where there is room, else in a dialog.

const AFTER = 800;
const WIDE = window.matchMedia("(min-width: 1100px)");

export function previewing(form) {
  const pane = document.querySelector("[data-preview-pane]");
  const page = pane.querySelector("[data-page]");
  const place = pane.parentElement;
  const dialog = document.createElement("dialog");
  dialog.className = "dialog preview-dialog";
  dialog.setAttribute("aria-labelledby", page.getAttribute("aria-labelledby"));
  place.append(dialog);
  let timer;

  async function show() {
    if (!WIDE.matches && !dialog.open) return;
    try {
      const response = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
      pane.querySelector("[data-waits]").hidden = response.status !== 422;
      if (!response.ok || response.redirected) return; // the last preview stays until the form is right again
      fill(await response.text());
    } catch { /* no connection: the last preview stays */ }
  }

  function fill(text) {
    const parts = new DOMParser().parseFromString(text, "text/html").querySelectorAll(".page-head, main .cols > .stack");
    for (const part of parts) {
      for (const node of part.querySelectorAll("[id]")) node.removeAttribute("id");
      for (const node of part.querySelectorAll("script, form")) node.remove();
    }
    const last = page.scrollTop, isFirst = !page.children.length;
    page.replaceChildren(...parts);
    page.scrollTop = isFirst ? topOf(page.querySelector(`[data-part~="${form.dataset.part}"]`), page) : last;
  }

  // The pane moves into the dialog and back; the browser gives the focus back to the button.
  const opener = asButton(document.querySelector("[data-preview-open]"));
  opener.addEventListener("click", () => {
    dialog.append(pane);
    dialog.showModal();
    page.replaceChildren();
    show();
  });
  pane.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => place.append(pane));
  WIDE.addEventListener("change", () => {
    dialog.close();
    show();
  });

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, AFTER);
  });
  show();
}

// Without this file it is a link to the page as it was saved.
function asButton(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.setAttribute("aria-haspopup", "dialog");
  button.append(...link.childNodes);
  link.replaceWith(button);
  return button;
}

// Where the page must scroll to so that the part which is being written stands at its top.
function topOf(part, page) {
  return part ? part.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop - 16 : 0;
}
