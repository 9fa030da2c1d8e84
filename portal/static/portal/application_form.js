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

// Tables: one more empty row, up to the limit.
for (const table of document.querySelectorAll("[data-rows]")) {
  const button = table.querySelector("[data-add-row]");
  const body = table.querySelector("tbody");
  const limit = Number(table.dataset.rows);
  const offer = () => { button.hidden = body.rows.length >= limit; };
  button.addEventListener("click", () => {
    const number = body.rows.length;
    const row = body.rows[number - 1].cloneNode(true);
    for (const input of row.querySelectorAll("input, select")) {
      const key = input.name.slice(`${table.dataset.name}-${number - 1}-`.length);
      input.name = `${table.dataset.name}-${number}-${key}`;
      input.id = `id_${input.name}`;
      if (input.type !== "hidden") input.setAttribute("aria-label", input.getAttribute("aria-label").replace(String(number), String(number + 1)));
      if (input.tagName === "SELECT") input.selectedIndex = 0;
      else input.value = input.type === "hidden" ? newKey() : "";
    }
    body.append(row);
    row.querySelector("input:not([type=hidden]), select").focus();
    offer();
  });
  if (body.rows.length) offer();
}
