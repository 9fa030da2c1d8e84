"""What a page that saves by itself is answered (portal/static/portal/draft.js)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from programs.queries.merging import Digests, as_token

STATUSES = {"": HTTPStatus.OK, "invalid": HTTPStatus.UNPROCESSABLE_ENTITY}


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def is_of_another(request: HttpRequest) -> bool:
    """Somebody else had opened the page and has signed out since."""
    own = str(request.user.pk)
    return request.POST.get("writer", own) != own


@dataclass
class DraftAnswer:
    """How one save went: why it was refused, in whole or in part ("" where it was not), and what
    the page goes on from where something was saved."""

    refusal: str
    faults: Sequence[Mapping[str, str]] = ()
    at: datetime | None = None
    seen: Digests = field(default_factory=dict)
    clashing: Sequence[str] = ()
    progress: Mapping[str, Any] | None = None

    def as_json(self) -> JsonResponse:
        answer: dict[str, Any] = {"refusal": self.refusal, "faults": list(self.faults)}
        if self.at:
            at = timezone.localtime(self.at)
            answer |= {"seen": as_token(self.seen), "at": f"{at:%H:%M:%S}"}
            answer["clashing"] = list(self.clashing)
            if self.progress is not None:
                answer["progress"] = self.progress
        return JsonResponse(answer, status=STATUSES.get(self.refusal, HTTPStatus.CONFLICT))
