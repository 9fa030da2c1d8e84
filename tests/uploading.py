"""Files on their way in parts."""

from django.core.files.storage import default_storage

from programs.actions.upload_parts import add_part, finish_upload, start_upload
from programs.models import Upload
from tests.factories.programs import PDF, UploadFactory

SIZE = len(PDF)
CUTS = [PDF[:30], PDF[30:50], PDF[50:]]


def start(application, *, name="사업계획서.pdf", size=SIZE, modified_ms=5, by=None, place=None):
    return start_upload(
        application,
        by=by or application.created_by,
        required_document=place or application.call.required_documents.get(),
        name=name,
        size=size,
        modified_ms=modified_ms,
    )


def send(upload, offset, content):
    return add_part(upload, by=upload.started_by, offset=offset, content=content)


def sent(application, content=PDF, name="사업계획서.pdf") -> Upload:
    """All of it has come."""
    upload = start(application, size=len(content), name=name)
    send(upload, 0, content)
    return upload


def finish(upload):
    return finish_upload(upload, by=upload.started_by)


def parts_on_disk() -> list[str]:
    try:
        folders, _files = default_storage.listdir("uploads")
    except FileNotFoundError:
        return []
    return [
        f"{folder}/{name}"
        for folder in folders
        for name in [*default_storage.listdir(f"uploads/{folder}")[1], ""]
    ]


def own_uploads(application, count: int) -> None:
    """So many files under way of who began the application, to others of the company's."""
    company, person = application.company, application.created_by
    UploadFactory.create_batch(count, application__company=company, started_by=person)
