import hashlib
from datetime import date, datetime
from typing import Any

import typst
from django.core.files.base import ContentFile
from django.utils import timezone

from portal.accounts.models import User
from programs.demo.content import moment, read
from programs.enums import PublicTextState
from programs.models import Call, Faq, Notice, NoticeFile
from programs.models.public_text import PublicText
from zones.models import Zone

WRITER = "staff@example.kr"
EXAMPLE_PDF = """
#set document(title: "Example")
#set text(lang: "en")
= Example press release

Invented for the demonstration of the portal.
"""


def load_notices(today: date) -> None:
    """A notice has no natural key but its title; one that is there stays as it is."""
    for row in read("notices"):
        if Notice.objects.filter(title_ko=row["title_ko"]).exists():
            continue
        writer = User.objects.get(email=row.pop("writer"))
        files, codes = row.pop("files"), row.pop("calls")
        at = moment(row.pop("published_at"), today=today)
        row |= {
            "zone": Zone.objects.get(slug=row["zone"]) if row["zone"] else None,
            "pinned_until": _day(row["pinned_until"], today=today),
            "is_example": True,
        }
        notice = Notice.objects.create(**row, **_published(by=writer, at=at))
        notice.calls.set(Call.objects.filter(code__in=codes))
        for name in files:
            _attach(notice, name, by=writer, at=at)
        _record(notice, by=writer, at=at)


def load_faqs(today: date) -> None:
    """A question that is there stays as it is."""
    writer = User.objects.get(email=WRITER)
    for row in read("faqs"):
        if Faq.objects.filter(question_ko=row["question_ko"]).exists():
            continue
        posted_on = row.pop("posted_on")
        at = moment(row.pop("published_at", posted_on), today=today)
        row["posted_on"] = timezone.localdate(at)
        _record(Faq.objects.create(**row, **_published(by=writer, at=at)), by=writer, at=at)


def _published(*, by: User, at: datetime | None) -> dict[str, Any]:
    return {
        "state": PublicTextState.PUBLISHED,
        "created_at": at,
        "created_by": by,
        "changed_at": at,
        "published_at": at,
        "published_by": by,
    }


def _day(text: str | None, *, today: date) -> date | None:
    at = moment(text, today=today)
    return timezone.localdate(at) if at else None


def _attach(notice: Notice, name: str, *, by: User, at: datetime | None) -> None:
    content = typst.compile(EXAMPLE_PDF.encode())
    NoticeFile.objects.create(
        notice=notice,
        file=ContentFile(content, name="press.pdf"),
        name=name,
        content_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=at,
        uploaded_by=by,
    )
    notice.events.create(actor=by, verb="attach", happened_at=at, reason=name)


def _record(text: PublicText, *, by: User, at: datetime | None) -> None:
    events: Any = text.events  # type: ignore[attr-defined]
    events.create(actor=by, verb="begin", happened_at=at)
    events.create(
        actor=by,
        verb="publish",
        happened_at=at,
        from_state=PublicTextState.DRAFT,
        to_state=PublicTextState.PUBLISHED,
    )
