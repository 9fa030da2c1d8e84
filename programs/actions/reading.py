from portal.accounts.models import User
from programs.enums import ReadPlace
from programs.models import Application, Document, Reading, SupplementFile


def record_reading(
    application: Application,
    *,
    by: User,
    place: ReadPlace,
    address: str | None,
    document: Document | None = None,
    supplement_file: SupplementFile | None = None,
) -> Reading:
    """Log that somebody other than the applicant read content (안전성 확보조치 기준 제8조)."""
    return Reading.objects.create(
        application=application,
        document=document,
        supplement_file=supplement_file,
        reader=by,
        place=place,
        address=address,
    )
