from collections.abc import Iterable

from portal.accounts.models import User
from programs.enums import ReadPlace
from programs.models import Application, Document, Reading, SupplementFile


def record_readings(
    applications: Iterable[Application], *, by: User, address: str | None, reason: str
) -> int:
    """Log that a list of applications left the portal, one reading each, for a reason; how many."""
    rows = Reading.objects.bulk_create(
        Reading(
            application=application,
            reader=by,
            place=ReadPlace.EXPORT,
            address=address,
            reason=reason,
        )
        for application in applications
    )
    return len(rows)


def record_reading(
    application: Application,
    *,
    by: User,
    place: ReadPlace,
    address: str | None,
    document: Document | None = None,
    supplement_file: SupplementFile | None = None,
    reason: str = "",
) -> Reading:
    """Log that somebody other than the applicant read content (안전성 확보조치 기준 제8조).

    With a `reason`: they took the file itself where pages are what one is shown.
    """
    return Reading.objects.create(
        application=application,
        document=document,
        supplement_file=supplement_file,
        reader=by,
        place=place,
        address=address,
        reason=reason,
    )
