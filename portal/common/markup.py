"""A small Markdown for what the foundation publishes: paragraphs, lists, tables, links, emphasis.

Safe by construction: HTML and pictures are no part of the language, what is written is escaped, and
a link leads to the web, to a mail address or to a page of ours, or it stays text.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from portal.common.models import LONGEST_TEXT

# An address of ours has one slash: two, or a backslash, lead to somebody else's host
LINKS = re.compile(r"(?:https?://[^/\s]|mailto:[^\s]|/(?![/\\]))", re.IGNORECASE)
OUTWARDS = re.compile("https?:", re.IGNORECASE)
LEFT_OUT = ("image", "html_block", "html_inline", "code", "fence")
DEEPEST = 6  # of the headings of HTML
# Brackets cost the square of their number: a text with more of them has no links
MOST_BRACKETS = 400
NESTED = 20  # quotations and lists within each other
PROSE = {"paragraph_open"}  # of lists and quotations too, and of no heading and no cell
KEPT = 128  # texts that are read again and again are rendered once a process


class _Renderer(RendererHTML):
    """Writes no attribute that the page's Content-Security-Policy would refuse."""

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        label = escape(env["table"])
        wrap = f'<div class="table-wrap" tabindex="0" role="region" aria-label="{label}">'
        return f'{wrap}<table class="table words">\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<th scope="col"{_numbers_of(tokens[idx])}>'

    def td_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<td{_numbers_of(tokens[idx])}>"

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        if OUTWARDS.match(str(tokens[idx].attrGet("href"))):
            tokens[idx].attrSet("rel", "noopener external")
        return self.renderToken(tokens, idx, options, env)


def _numbers_of(cell: Token) -> str:
    """A column that is set to the right holds numbers."""
    return ' class="num"' if "right" in str(cell.attrGet("style") or "") else ""


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library asks it under this name
        return bool(LINKS.match(url))


def _headings_below_the_page(state: StateCore) -> None:
    """The page has its own headings: those of a text begin below them and leave out none."""
    headings = [token for token in state.tokens if token.type.startswith("heading_")]
    above = state.env["below"]
    shallowest = min((_depth(token) for token in headings), default=1)
    depth = above
    for token in headings:
        if token.type == "heading_open":
            depth = min(_depth(token) - shallowest + above + 1, depth + 1, DEEPEST)
        token.tag = f"h{depth}"


def _depth(heading: Token) -> int:
    return int(heading.tag[1])


def _links_lead_somewhere(state: StateCore) -> None:
    """An empty address, which the library does not ask about, is no link either."""
    for token in state.tokens:
        kept, is_link = [], True
        for piece in token.children or ():
            if piece.type == "link_open":
                is_link = bool(LINKS.match(str(piece.attrGet("href"))))
            if is_link or piece.type not in ("link_open", "link_close"):
                kept.append(piece)
        if token.children:
            token.children = kept


def _language(*without: str) -> MarkdownIt:
    options = {"html": False, "breaks": True, "maxNesting": NESTED, "xhtmlOut": False}
    language = _Markdown("commonmark", options, renderer_cls=_Renderer)
    language.enable("table").disable([*LEFT_OUT, *without])
    language.core.ruler.push("links_lead_somewhere", _links_lead_somewhere)
    language.core.ruler.push("headings_below_the_page", _headings_below_the_page)
    return language


LANGUAGE = _language()
WITHOUT_LINKS = _language("link", "reference")


def _language_of(text: str) -> MarkdownIt:
    return LANGUAGE if text.count("[") <= MOST_BRACKETS else WITHOUT_LINKS


def rendered(text: str, *, below: int = 1) -> SafeString:
    """The text as HTML that holds nothing of its writer but text, links and structure.

    Its headings begin one below the level `below`. Lines are kept as they were written. A text that
    is longer than any form takes is no markup at all, so that nobody keeps a process busy with it.
    """
    if len(text) > LONGEST_TEXT:
        return linebreaks(text, autoescape=True)
    return _rendered(text, below, _("Table"))


@lru_cache(maxsize=KEPT)
def _rendered(text: str, below: int, table: str) -> SafeString:
    html = _language_of(text).render(text, {"below": below, "table": table})
    return mark_safe(html)  # noqa: S308 - what is in it is escaped by the renderer, see above


def words(text: str) -> str:
    """All that the text says, on one line and without its marks."""
    return " ".join(" ".join(said for _kind, said in _texts(text)).split())


def excerpt(text: str, *, most: int) -> str:
    """What its paragraphs and lists say, on one line, cut at a word after `most` letters; of a text
    that has none, all that it says."""
    said = " ".join(" ".join(said for kind, said in _texts(text) if kind in PROSE).split())
    said = said or words(text)
    if len(said) <= most:
        return said
    return f"{said[:most].rpartition(' ')[0] or said[:most]}…"


def _texts(text: str) -> Iterator[tuple[str, str]]:
    """What each piece is written in, as the library calls it, and what it says."""
    text, inside = text[:LONGEST_TEXT], ""
    for token in _language_of(text).parse(text, {"below": 1}):
        if token.type.endswith("_open"):
            inside = token.type
        if token.type == "inline":
            yield (
                inside,
                "".join(
                    piece.content if piece.type in ("text", "code_inline") else _gap(piece)
                    for piece in token.children or ()
                ),
            )


def _gap(piece: Token) -> str:
    return " " if piece.type in ("softbreak", "hardbreak") else ""
