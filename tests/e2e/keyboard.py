"""Using a page with the keyboard alone, as a person does who sees where the focus is."""

from playwright.sync_api import Page

MOST_STOPS = 150
# Why a person would not know where they are, or nothing: WCAG 2.4.7 and 2.4.11
LOST = """() => {
  const part = document.activeElement;
  if (!part || part === document.body) return "nowhere";
  const outlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const looks = [null, "::before", "::after"].map((pseudo) => getComputedStyle(part, pseudo));
  if (!looks.some((style) => outlined(style) || style.boxShadow !== "none")) return "not outlined";
  const places = [...part.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
  const place = places.find(({ bottom, top, left, right }) =>
    bottom > 0 && right > 0 && top < innerHeight && left < innerWidth);
  if (!place) return "out of view";
  const [x, y] = [[place.left, place.right, innerWidth], [place.top, place.bottom, innerHeight]]
    .map(([from, to, end]) => (Math.max(from, 0) + Math.min(to, end)) / 2);
  const above = document.elementFromPoint(x, y);
  return above && (part.contains(above) || above.contains(part)) ? "" : "covered";
}"""
IS_AT = "selector => document.activeElement.matches(selector)"
WHERE = "document.activeElement.outerHTML.slice(0, 200)"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; every stop on the way must be seen."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        lost = page.evaluate(LOST)
        assert lost in ("", "nowhere"), f"{page.url}: {lost}: {page.evaluate(WHERE)}"
        if page.evaluate(IS_AT, selector):
            return
    raise AssertionError(f"{page.url}: the keyboard does not reach {selector}")


def skip_to_main(page: Page) -> None:
    """The first stop of each page leads past its head (KWCAG 2.2, 6.4.1)."""
    page.keyboard.press("Tab")
    assert page.evaluate(IS_AT, ".skip-link, .skip-to-content-link"), page.evaluate(WHERE)
    assert page.evaluate(LOST) == ""
    page.keyboard.press("Enter")
    assert page.evaluate(IS_AT, "main"), page.evaluate(WHERE)


def press_at(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def write_at(page: Page, selector: str, text: str) -> None:
    """What stood in the field is written over."""
    tab_to(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def choose_at(page: Page, name: str, value: str) -> None:
    """One of a group of radio buttons, by the arrows."""
    tab_to(page, f"input[type=radio][name={name}]")
    page.keyboard.press("Space")
    chosen = f"input[name={name}][value={value}]:checked"
    for _choice in range(MOST_STOPS):
        if page.locator(chosen).count():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{page.url}: the arrows do not reach {value} of {name}")
