"""What people take away: the receipt of a submission, the card of a call, a list of calls as CSV."""

import csv
import hashlib
import json
import struct
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typst
from django.conf import settings
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.text import Truncator
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from portal.common.templatetags.portal_text import WEEKDAYS_KO, day, moment
from programs.models import Call, Document, Submission
from programs.queries.receipt import RECEIPT
from zones.validators import with_hyphens

PDF_DIR = Path(settings.BASE_DIR) / "templates" / "pdf"
FONTS_DIR = PDF_DIR / "fonts"
KOREA = ZoneInfo("Asia/Seoul")
CSV_ROWS_AT_ONCE = 1000
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
CARD_TEMPLATE = PDF_DIR / "card.typ"
CARD_TITLE, CARD_FACT, CARD_ZONES = 76, 44, 3  # letters and zones that have room on a card


def receipt_pdf(submission: Submission, *, documents: Sequence[Document] | None = None) -> bytes:
    """The receipt (접수증) in the active language; equal data gives equal bytes.

    `documents` spares the query where the caller has them already.
    """
    if documents is None:
        documents = list(submission.documents.all())
    return _compiled("receipt.typ", _receipt(submission, documents), at=submission.received_at)


def _compiled(template: str, data: dict[str, Any], *, at: datetime) -> bytes:
    """A tagged PDF/UA of a template under templates/pdf, dated `at`.

    What users wrote goes in as data only, so none of it is ever read as markup. A template
    sees no file outside its folder and no font but ours and those inside typst itself.
    """
    return typst.compile(
        str(PDF_DIR / template),
        root=str(PDF_DIR),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(_printable(data))},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )


def card_facts(call: Call) -> dict[str, Any]:
    """What the share card of a call says, always in Korean: networks keep one card per address."""
    with override("ko"):
        facts = [
            (_("Applications"), _card_period(call)),
            (_("Zones"), _card_zones(call)),
            (_("Agency"), call.agency.name),
        ]
        card = {
            "site": _("R&D Zone Portal"),
            "mark": _("Cancelled") if call.is_cancelled else str(call.get_stage_display()),
            "title": Truncator(call.title).chars(CARD_TITLE),
            "facts": [
                {"label": label, "value": Truncator(value).chars(CARD_FACT)}
                for label, value in facts
            ],
        }
    return _printable(card)


def card_digest(facts: dict[str, Any]) -> str:
    """Changes when a card would look different: by its words or by the template."""
    drawn = json.dumps(facts, ensure_ascii=False).encode() + CARD_TEMPLATE.read_bytes()
    return hashlib.sha256(drawn).hexdigest()


def card_png(facts: dict[str, Any]) -> bytes:
    """The share card of a call: 1200 × 630 pixels."""
    return typst.compile(
        str(CARD_TEMPLATE),
        root=str(PDF_DIR),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(facts)},
        format="png",
        ppi=72,
    )


def _card_period(call: Call) -> str:
    closes_at = call.closed_at or call.closes_at
    end = moment(closes_at) if closes_at else str(call.get_closing_mode_display())
    return f"{day(call.opens_at)} ~ {end}"


def _card_zones(call: Call) -> str:
    names = [zone.name for zone in call.zone_list]
    shown = ", ".join(names[:CARD_ZONES])
    more = len(names) - CARD_ZONES
    return f"{shown} 외 {more}곳" if more > 0 else shown


def _receipt(submission: Submission, documents: Sequence[Document]) -> dict[str, Any]:
    """All that the receipt says, in the words of the active language."""
    return {
        "language": _language(),
        "site": _("R&D Zone Portal"),
        "title": _("Receipt of an application"),
        "number": {"label": _("Receipt number"), "value": submission.number},
        "received": {"label": _("Received at"), "value": _exact_moment(submission.received_at)},
        "facts": [{"label": label, "value": value} for label, value in _facts(submission)],
        "content": {"label": _("SHA-256 of the application"), "value": submission.sha256},
        "signature": {
            "label": _("Signature (Ed25519)"),
            "value": submission.signature,
            "key": submission.key_id,
        },
        "mark": f"{RECEIPT} {submission.number} {submission.sha256}",
        "documents": _document_table(documents),
        "proof": _proof(),
    }


def _facts(submission: Submission) -> list[tuple[str, str]]:
    """What was asked for, from whom and by whom, without what is not known."""
    call = submission.application.call
    received = json.loads(submission.content)  # what was received, not what became of it since
    company = received["company"]
    facts = [
        (_("Call"), call.title),
        (_("Call code"), call.code),
        (_("Agency"), call.agency.name),
        (_("Applicant"), company["name"]),
        (_("Business number"), with_hyphens(company["business_number"])),
        (_("Title of the project"), received["title"]),
        (_("Submitted by"), submission.submitted_by.name),
    ]
    return [(label, value) for label, value in facts if value]


def _document_table(documents: Sequence[Document]) -> dict[str, Any]:
    return {
        "title": _("Documents received"),
        "none": _("No documents were part of the application."),
        "number": _("No."),
        "name": _("File name and SHA-256"),
        "size": _("Size"),
        "rows": [
            {
                "name": document.name,
                "size": filesizeformat(document.size),
                "sha256": document.sha256,
            }
            for document in documents
        ],
    }


def _proof() -> dict[str, Any]:
    return {
        "title": _("What this receipt proves"),
        "sentences": [
            _(
                "The application and the documents with the digests above were received at the "
                "time above, to the microsecond by the clock of the portal's database."
            ),
            _(
                "A file is the one received if its SHA-256 is the same to the last character. "
                "The receipt says nothing about eligibility or selection."
            ),
        ],
        "check": _("Anyone can check the receipt number and the digest, without signing in, at:"),
        "address": f"{settings.SITE_URL}/receipts/",
    }


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def _exact_moment(at: datetime) -> str:
    """`2026. 3. 4.(수) 14:00:00.000001 KST`, in English `Wed 4 Mar 2026, 14:00:00.000001 KST`."""
    local = at.astimezone(KOREA)
    if _language() == "ko":
        weekday = WEEKDAYS_KO[local.weekday()]
        return f"{local.year}. {local.month}. {local.day}.({weekday}) {local:%H:%M:%S.%f} KST"
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M:%S.%f} KST"


def _printable(value: Any) -> Any:
    """The data with each text such that every character of it can be seen on paper."""
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_printable(item) for item in value]
    return "".join(map(_visible, unicodedata.normalize("NFC", value)))


def _visible(character: str) -> str:
    """The character, or its code point: `<U+202E>` for what turns, hides or is not in our font.

    PDF/UA refuses characters without a glyph, and nobody may lose a receipt to an emoji.
    """
    is_hidden = unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
    if is_hidden or ord(character) not in _glyphs():
        return f"<U+{ord(character):04X}>"
    return character


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS_DIR)])


@cache
def _glyphs() -> frozenset[int]:
    """The code points that our font can show, from the character map (`cmap`) in its file."""
    font = (FONTS_DIR / "PretendardGOV-Regular.otf").read_bytes()
    tables = struct.iter_unpack(">4sIII", font[12 : 12 + 16 * struct.unpack_from(">H", font, 4)[0]])
    cmap = next(start for tag, _checksum, start, _length in tables if tag == b"cmap")
    records = font[cmap + 4 : cmap + 4 + 8 * struct.unpack_from(">H", font, cmap + 2)[0]]
    subtables = (cmap + offset for _platform, _kind, offset in struct.iter_unpack(">HHI", records))
    full = next(start for start in subtables if struct.unpack_from(">H", font, start) == (12,))
    count = struct.unpack_from(">I", font, full + 12)[0]
    groups = struct.iter_unpack(">III", font[full + 16 : full + 16 + 12 * count])
    return frozenset(code for first, last, _glyph in groups for code in range(first, last + 1))


def csv_of_calls(calls: QuerySet[Call]) -> Iterator[str]:
    """Calls (`with_parties`) as lines of CSV, read in pieces: begins with the mark that tells
    spreadsheets that it is UTF-8. Moments in Korea's time, amounts in whole won."""
    yield "\ufeff" + _csv_line(
        [
            _("Code"), _("Title"), _("Status"), _("Stage"), _("Agency"), _("Zones"),
            _("Who may apply"), _("Year"), _("Publication"), _("Opens"), _("Closes"),
            _("Total support (won)"), _("At most per award (won)"), _("Address"),
        ]
    )  # fmt: skip
    for call in calls.iterator(chunk_size=CSV_ROWS_AT_ONCE):
        yield _csv_line(_csv_cells(call))


def _csv_cells(call: Call) -> list[object]:
    return [
        call.code,
        call.title,
        _("Cancelled") if call.is_cancelled else call.status.label,
        call.get_stage_display(),
        call.agency.name,
        ", ".join(zone.name for zone in call.zone_list),
        ", ".join(call.applicant_kind_labels),
        call.program.year,
        *map(_csv_moment, (call.published_at, call.opens_at, call.closed_at or call.closes_at)),
        call.budget_won,
        call.award_limit_won,
        settings.SITE_URL + call.get_absolute_url(),
    ]


def _csv_moment(at: datetime | None) -> str:
    return f"{at.astimezone(KOREA):%Y-%m-%d %H:%M}" if at else ""


def _csv_line(cells: Sequence[object]) -> str:
    line = StringIO()
    csv.writer(line).writerow([_inert(cell) for cell in cells])
    return line.getvalue()


def _inert(cell: object) -> object:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    is_formula = isinstance(cell, str) and any(
        text.startswith(FORMULA_SIGNS) for text in (cell, cell.lstrip())
    )
    return f"'{cell}" if is_formula else cell
