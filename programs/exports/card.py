"""The share card of a call."""

import hashlib
import json
from typing import Any

import typst
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.common.templatetags.portal_text import day, moment
from programs.exports.printing import PDF_DIR, fonts, visible_on_paper
from programs.models import Call

CARD_TEMPLATE = PDF_DIR / "card.typ"
CARD_TITLE, CARD_FACT, CARD_ZONES = 76, 44, 3  # letters and zones that have room on a card


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
    return visible_on_paper(card)


def card_digest(facts: dict[str, Any]) -> str:
    """Changes when a card would look different: by its words or by the template."""
    drawn = json.dumps(facts, ensure_ascii=False).encode() + CARD_TEMPLATE.read_bytes()
    return hashlib.sha256(drawn).hexdigest()


def card_png(facts: dict[str, Any]) -> bytes:
    """The share card of a call: 1200 × 630 pixels."""
    return typst.compile(
        str(CARD_TEMPLATE),
        root=str(PDF_DIR),
        font_paths=fonts(),
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
