from portal.accounts.models import User
from programs.enums import ReadPlace
from programs.models import Application, Document, Reading


def record_reading(
    application: Application,
    *,
    by: User,
    place: ReadPlace,
    address: str | None,
    document: Document | None = None,
) -> Reading:
    """Log that somebody other than the applicant read content (안전성 확보조치 기준 제8조)."""
    return Reading.objects.create(
        application=application, document=document, reader=by, place=place, address=address
    )
