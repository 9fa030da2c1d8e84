// How the text of a section goes to the server: as entries (names and values) with the page's token.

const GIVE_UP_AFTER = 15_000; // ms: a line that is stalled is as good as cut

export const patience = () => AbortSignal.timeout(GIVE_UP_AFTER);

export function send(address, entries, token, options = { signal: patience() }) {
  const body = new FormData();
  for (const [name, value] of entries) body.append(name, value);
  body.append("csrfmiddlewaretoken", token);
  return fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, ...options });
}

// What the server says of it: `isSaved`, `refusal` and, where anything was saved, `seen`. Fails where it says nothing.
export async function answerTo(address, entries, token) {
  const response = await send(address, entries, token);
  if (response.redirected) throw new Error("signed out");
  return { isSaved: response.ok, ...await response.json() };
}

// While a form is being submitted it takes no other submit, and what follows an await may still be in the midst of that.
export const eventIsOver = () => new Promise((go) => { setTimeout(go); });

// What the section said before its writer, as a digest (a hidden field of the page).
export const seenIn = (entries) => new Map(entries).get("seen");

export const withSeen = (entries, seen) => entries.map(([name, value]) => [name, name === "seen" ? seen : value]);
