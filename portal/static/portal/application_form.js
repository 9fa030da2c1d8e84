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
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(String(number), String(number + 1)));
      if (input.tagName === "SELECT") input.selectedIndex = 0;
      else input.value = "";
    }
    body.append(row);
    row.querySelector("input, select").focus();
    offer();
  });
  if (body.rows.length) offer();
}
