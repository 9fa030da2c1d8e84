"""Checks shared by forms, pages, API and actions."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

FULL_WEIGHT = 100
FIRST_YEAR, LAST_YEAR = 2000, 2099

# What a file is by its first bytes or its members, and the endings that fit it
HWPX = "application/hwp+zip"
OLE = "application/x-ole-storage"
FITTING_ENDINGS = {
    "application/pdf": {"pdf"},
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {"docx"},
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {"xlsx"},
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": {"pptx"},
    HWPX: {"hwpx"},
    OLE: {"hwp"},
    "application/zip": {"zip"},
    "image/jpeg": {"jpg", "jpeg"},
    "image/png": {"png"},
}
ALLOWED_ENDINGS = sorted(ending for endings in FITTING_ENDINGS.values() for ending in endings)
ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SNIFFED_BYTES = 8192
ZIP_END_SIGNATURE = b"PK\x05\x06"
ZIP_END_BYTES = 65_557  # the end record with the longest comment
MOST_DIRECTORY_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True)
class Fault:
    """What is missing or wrong, where, and the anchor of its field on the page."""

    label: str
    message: str
    anchor: str = ""


def content_type_of(file: Any) -> str | None:
    """The type by content, never by name. None where it is none of the known ones."""
    file.seek(0)
    head = file.read(SNIFFED_BYTES)
    file.seek(0)
    if head.startswith(OLE_SIGNATURE):
        return OLE
    if head.startswith(ZIP_SIGNATURE):
        return _type_of_zip(file)
    kind = filetype.guess(head)
    mime = str(kind.mime) if kind else None
    return mime if mime in FITTING_ENDINGS else None


def _directory_bytes(file: Any) -> int:
    """How large a zip says its list of members is: a list of a million would fill the memory."""
    file.seek(0, io.SEEK_END)
    file.seek(max(0, file.tell() - ZIP_END_BYTES))
    end = file.read(ZIP_END_BYTES)
    file.seek(0)
    at = end.rfind(ZIP_END_SIGNATURE)
    return int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0


def _type_of_zip(file: Any) -> str | None:
    """By its members, so that a file cut short is none; HWPX says what it is in `mimetype`."""
    if _directory_bytes(file) > MOST_DIRECTORY_BYTES:
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    declared = member.read(100).decode("ascii", "replace").strip()
                return declared if declared == HWPX else None
    except Exception:  # a damaged archive makes zipfile raise errors of a dozen kinds
        return None
    finally:
        file.seek(0)
    for folder, ending in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(name.startswith(folder) for name in names):
            return next(mime for mime, endings in FITTING_ENDINGS.items() if ending in endings)
    return "application/zip"


def validate_document(*, name: str, size: int, file: Any) -> str:
    """The type of an acceptable upload; `file` is a binary file object, `size` in bytes.

    Raises ValidationError with what is wrong.
    """
    if size == 0:
        raise ValidationError(_("The file is empty. Choose another one."), code="empty")
    if size > settings.DOCUMENT_MAX_BYTES:
        raise ValidationError(
            _("The file has %(size)s; at most %(most)s are allowed."),
            params={
                "size": filesizeformat(size),
                "most": filesizeformat(settings.DOCUMENT_MAX_BYTES),
            },
            code="too_large",
        )
    ending = name.rpartition(".")[2].lower()
    if ending not in ALLOWED_ENDINGS:
        raise ValidationError(
            _("Files of this kind are not accepted. Accepted: %(endings)s."),
            params={"endings": ", ".join(ALLOWED_ENDINGS)},
            code="ending",
        )
    mime = content_type_of(file)
    if mime is None or ending not in FITTING_ENDINGS[mime]:
        raise ValidationError(
            _(
                "The content is not what the name “.%(ending)s” says. Save the file anew as %(upper)s."
            ),
            params={"ending": ending, "upper": ending.upper()},
            code="disguised",
        )
    return mime


def validate_weights(weights: Sequence[int]) -> None:
    """The weights of a call's criteria add up to 100. Raises ValidationError."""
    if sum(weights) != FULL_WEIGHT:
        raise ValidationError(
            _("The weights add up to %(total)s; they must add up to 100."),
            params={"total": sum(weights)},
            code="weights",
        )


def year_faults(moments: Mapping[str, datetime | None]) -> dict[str, Any]:
    """For each moment outside 2000 to 2099, as a slip of the finger makes it, what is wrong."""
    return {
        name: _("Check the year: it must lie between 2000 and 2099.")
        for name, moment in moments.items()
        if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR
    }


def validate_schedule(
    *,
    published_at: datetime | None,
    opens_at: datetime | None,
    closes_at: datetime | None,
    closing_mode: str,
) -> None:
    """Publication ≤ opening < closing. Raises ValidationError with the field's name.

    A missing moment is the business of its own field, except a closing time that the mode needs.
    """
    moments = {"published_at": published_at, "opens_at": opens_at, "closes_at": closes_at}
    faults = year_faults(moments)
    if published_at and opens_at and opens_at < published_at:
        faults["opens_at"] = _("The call opens before it is published. Choose a later opening.")
    if opens_at and closes_at and closes_at <= opens_at:
        faults["closes_at"] = _("The call closes before it opens. Choose a later closing.")
    if closing_mode == "clock" and not closes_at:
        faults["closes_at"] = _("A call that closes at a set time needs that time.")
    if faults:
        raise ValidationError(faults)


def validate_briefing_times(
    *,
    starts_at: datetime | None,
    ends_at: datetime | None,
    registration_closes_at: datetime | None,
) -> None:
    """Registration closes ≤ start < end. Raises ValidationError with the field's name."""
    moments = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "registration_closes_at": registration_closes_at,
    }
    faults = year_faults(moments)
    if starts_at and ends_at and ends_at <= starts_at:
        faults["ends_at"] = _("The briefing ends before it starts. Choose a later end.")
    if starts_at and registration_closes_at and registration_closes_at > starts_at:
        faults["registration_closes_at"] = _("Registration closes at the start at the latest.")
    if faults:
        raise ValidationError(faults)


def validate_award(awarded_won: int, *, requested_won: int, limit_won: int | None) -> None:
    """Nobody is awarded more than they asked for or than the call allows. Raises ValidationError."""
    most = min(requested_won, limit_won or requested_won)
    if not 0 < awarded_won <= most:
        raise ValidationError(
            _("Award 1 to %(most)s won: what was asked for, and what the call allows."),
            params={"most": f"{most:,}"},
            code="award",
        )


def validate_points(points: Any, *, weight: int) -> None:
    """0 ≤ points ≤ weight of the criterion. Raises ValidationError."""
    if points is not None and not 0 <= points <= weight:
        raise ValidationError(
            _("Give 0 to %(weight)s points."), params={"weight": weight}, code="points"
        )


def storable(value: Any) -> Any:
    """An answer as JSON can hold it: dates in ISO form, the rest as it is."""
    return value.isoformat() if isinstance(value, date) else value


def is_answered(value: Any) -> bool:
    """Zero is an answer; an empty text, an empty list and an unticked consent are none."""
    return value is not None and value is not False and value not in ("", [])
