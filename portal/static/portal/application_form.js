// Comfort only: the form works without this file.

// Questions that depend on an earlier answer: shown only while it is given.
const conditional = [...document.querySelectorAll("[data-shown-if]")];

function answersTo(name) {
  const inputs = [...document.getElementsByName(name)];
  const live = inputs.filter((input) => input.checked && !input.closest("[data-shown-if][hidden]"));
  return live.map((input) => (input.type === "checkbox" && !input.hasAttribute("value") ? "yes" : input.value));
}

function showWhatIsAsked() {
  // In the order of the page: what depends on a hidden question is hidden, too.
  for (const place of conditional) {
    const values = JSON.parse(place.dataset.shownValues);
    place.hidden = !answersTo(place.dataset.shownIf).some((answer) => values.includes(answer));
  }
}

if (conditional.length) {
  document.addEventListener("change", showWhatIsAsked);
  showWhatIsAsked();
}

// Letters of a text, counted as the server counts them.
for (const text of document.querySelectorAll("textarea[data-limit]")) {
  const limit = Number(text.dataset.limit);
  const counter = document.createElement("p");
  counter.className = "counter";
  const count = () => {
    const length = [...text.value.trim()].length;
    counter.textContent = `${length.toLocaleString()} / ${limit.toLocaleString()}`;
    counter.classList.toggle("over", length > limit);
  };
  text.after(counter);
  text.addEventListener("input", count);
  count();
}

// A row is told again by its key, however often it is sent. A page without TLS has no randomUUID.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 0x0f | 0x40;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// Tables: one more empty row, up to the limit; and a whole row is taken out, with its key.
for (const table of document.querySelectorAll("[data-rows]")) {
  const button = table.querySelector("[data-add-row]");
  const body = table.querySelector("tbody");
  const limit = Number(table.dataset.rows);
  const offer = () => { button.hidden = body.rows.length >= limit; };
  let next = body.rows.length; // numbers are never used twice: a row that was taken out leaves a gap
  const empty = (row, number) => {
    for (const input of row.querySelectorAll("input, select, textarea")) {
      const key = input.name.slice(table.dataset.name.length).replace(/^-[0-9]+-/, "");
      input.name = `${table.dataset.name}-${number}-${key}`;
      input.id = `id_${input.name}`;
      input.removeAttribute("aria-invalid");
      if (input.type !== "hidden") input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/[0-9]+/, number + 1));
      if (input.tagName === "SELECT") input.selectedIndex = 0;
      else input.value = input.type === "hidden" ? newKey() : "";
    }
  };
  button.addEventListener("click", () => {
    const row = body.rows[body.rows.length - 1].cloneNode(true);
    empty(row, next++);
    body.append(row);
    row.querySelector("input:not([type=hidden]), select, textarea").focus();
    offer();
  });
  // The tick that does it without this file becomes a button
  for (const place of table.querySelectorAll("[data-taking-out]")) {
    const takeOut = document.createElement("button");
    takeOut.type = "button";
    takeOut.className = "krds-btn small tertiary";
    takeOut.textContent = table.dataset.takeOut;
    takeOut.setAttribute("aria-label", place.textContent.trim());
    place.replaceWith(takeOut);
  }
  body.addEventListener("click", ({ target }) => {
    const row = target.closest(".taking-out button")?.closest("tr");
    if (!row) return;
    const near = row.nextElementSibling ?? row.previousElementSibling;
    if (near) row.remove();
    else empty(row, next++);
    (near ?? row).querySelector("input:not([type=hidden]), select, textarea").focus();
    offer();
    body.dispatchEvent(new Event("input", { bubbles: true }));
  });
  if (body.rows.length) offer();
}
