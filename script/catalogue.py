"""Keeps the Korean messages in step with the sources; needs no GNU gettext.

English needs no catalogue, because the messages in the sources are English. Korean has, in
portal/locale/ko/LC_MESSAGES:

    django.po       our messages: this script adds new ones and drops those no longer used
    third_party.po  better Korean for texts of Django and of libraries: kept by hand
    django.mo       both, compiled: what the portal reads

After a run, translate what it lists, in django.po, and run it again.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

CHECKOUT = Path(__file__).resolve().parent.parent
FOLDER = CHECKOUT / "portal" / "locale" / "ko" / "LC_MESSAGES"
OURS = FOLDER / "django.po"
THIRD_PARTY = FOLDER / "third_party.po"
COMPILED = FOLDER / "django.mo"
SOURCES = ("portal", "zones", "programs", "templates")
TEMPLATES = (".html", ".txt", ".xml")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def main() -> None:
    catalogue = updated(read(OURS), extracted())
    OURS.write_bytes(text_of(catalogue))
    COMPILED.write_bytes(compiled(catalogue, read(THIRD_PARTY)))
    todo = [message for message in catalogue if message.id and not is_translated(message)]
    for message in todo:
        print(f"to translate: {message.id}", file=sys.stderr)
    print(f"{len(catalogue)} messages, {len(todo)} to translate", file=sys.stderr)
    sys.exit(1 if todo else 0)


def extracted() -> Catalog:
    """All messages of the sources, with the files that they stand in."""
    if not settings.configured:
        settings.configure()
    found = Catalog()
    for path in source_files():
        for _, texts, comments, context in extract(
            "python",
            readable(path),
            KEYWORDS,
            comment_tags=["Translators:"],
            strip_comment_tags=True,
        ):
            name = path.relative_to(CHECKOUT).as_posix()
            found.add(texts, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def source_files() -> list[Path]:
    """The Python sources and the templates, always in the same order."""
    return [
        path
        for source in SOURCES
        for path in sorted((CHECKOUT / source).rglob("*"))
        if path.suffix in (".py", *TEMPLATES) and "migrations" not in path.parts
    ]


def readable(path: Path) -> io.BytesIO:
    """A source as Python: of a template only the messages are left, as calls of gettext."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATES:
        calls = templatize(text, origin=str(path))
        text = "\n".join(line.lstrip() for line in calls.splitlines())
    return io.BytesIO(text.encode())


def updated(catalogue: Catalog, template: Catalog) -> Catalog:
    """The messages of `template` with the translations of `catalogue`; similar ones do not count."""
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def compiled(catalogue: Catalog, third_party: Catalog) -> bytes:
    """Both catalogues in one, as gettext reads it."""
    both = Catalog(locale="ko", creation_date=catalogue.creation_date)
    both.mime_headers = catalogue.mime_headers
    for message in (*catalogue, *third_party):
        if message.id and is_translated(message):
            both.add(message.id, message.string, context=message.context)
    target = io.BytesIO()
    write_mo(target, both)
    return target.getvalue()


def is_translated(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts) and not message.fuzzy


def read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale="ko", abort_invalid=True)


def text_of(catalogue: Catalog) -> bytes:
    """Without line numbers, so that a change of a source does not change the catalogue."""
    target = io.BytesIO()
    write_po(target, catalogue, width=100, include_lineno=False, ignore_obsolete=True)
    return target.getvalue()


if __name__ == "__main__":
    main()
