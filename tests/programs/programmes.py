"""Programmes as their editor sends them."""

from django.urls import reverse

from programs.queries.programme import programme_digest


def editor_path(briefing) -> str:
    return reverse("programs:briefing-programme", args=[briefing.pk])


def _table(prefix, rows):
    sent = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for place, row in enumerate(rows):
        sent |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return sent


def sent_programme(briefing, *, parts=(), organisations=(), **others):
    """What the browser sends; each part may have `people`."""
    sent = {"seen": programme_digest(briefing), **others}
    plain = [
        {k: v for k, v in {"kind": "presentation", **p}.items() if k != "people"} for p in parts
    ]
    sent |= _table("parts", plain)
    for place, part in enumerate(parts):
        people = [{"role": "speaker", **person} for person in part.get("people", ())]
        sent |= _table(f"parts-{place}-people", people)
    return sent | _table("organisations", [{"role": "host", **one} for one in organisations])
