"""The programme of a briefing as rows: what its page shows, and what its editor has seen."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from portal.common.digest import digest_of
from programs.enums import OrganisationRole, PartKind, PartRole
from programs.models import Briefing
from programs.models.programme import ORGANISATION_FIELDS, PERSON_FIELDS

Row = dict[str, Any]


def programme_of(briefing: Briefing) -> dict[str, list[Row]]:
    """`parts`, each with its `people`, and `organisations`, in their order; in one statement."""
    found = Briefing.objects.filter(pk=briefing.pk).with_programme()
    (rows,) = found.values("part_rows", "organisation_rows")
    return {"parts": rows["part_rows"], "organisations": rows["organisation_rows"]}


def programme_digest(briefing: Briefing) -> str:
    """Equal for programmes that say the same."""
    return digest_of(programme_of(briefing))


def in_words(rows: dict[str, list[Row]]) -> dict[str, str]:
    """Parts and organisations as lines of text, for setting two programmes side by side."""
    parts = [line for row in rows["parts"] for line in _lines_of(row)]
    organisations = [_organisation(row) for row in rows["organisations"]]
    return {"parts": "\n".join(parts), "organisations": "\n".join(organisations)}


def _lines_of(row: Row) -> list[str]:
    indent = "– " if row["is_nested"] else ""
    hours = "–".join(_hour(row[name]) for name in ("starts_at", "ends_at") if row[name])
    texts = [row[name] for name in ("title_ko", "title_en", "purpose_ko", "purpose_en")]
    places = [row[name] for name in ("place_ko", "place_en")]
    words = [hours, str(PartKind(row["kind"]).label), *texts, *places]
    head = indent + " · ".join(word for word in words if word)
    return [head, *(f"{indent}  {_person(person)}" for person in row["people"])]


def _person(row: Row) -> str:
    said = [row[name] for name in PERSON_FIELDS[1:] if row[name]]
    return f"{PartRole(row['role']).label}: {', '.join(said)}"


def _organisation(row: Row) -> str:
    said = [row[name] for name in ORGANISATION_FIELDS[1:] if row[name]]
    return f"{OrganisationRole(row['role']).label}: {', '.join(said)}"


def _hour(moment: datetime | str) -> str:
    """Of a moment as the database's JSON or a form gives it."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return timezone.localtime(at).strftime("%H:%M")
