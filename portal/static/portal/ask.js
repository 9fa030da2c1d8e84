// Asks in a <dialog> with two buttons. `links` are [address, words], listed below the text. Gives whether the answer was yes.
export function ask({ text, yes, no, links = [] }) {
  const dialog = made("dialog", { className: "dialog" });
  const question = made("p", { id: "confirm-text", textContent: text });
  dialog.setAttribute("aria-labelledby", question.id);
  dialog.append(question);
  if (links.length) dialog.append(listed(links));
  const form = made("form", { method: "dialog", className: "actions" });
  for (const [value, label, look] of [["no", no, "tertiary"], ["yes", yes, "primary"]]) {
    form.append(made("button", { value, className: `krds-btn medium ${look}`, textContent: label }));
  }
  dialog.append(form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
    form.querySelector("button").focus(); // not a link: Enter answers
  });
}

function listed(links) {
  const list = made("ul", {});
  for (const [href, textContent] of links) {
    const item = made("li", {});
    item.append(made("a", { href, textContent, className: "link" }));
    list.append(item);
  }
  return list;
}

function made(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
