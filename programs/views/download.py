import logging
from typing import IO

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

logger = logging.getLogger(__name__)

# Where a browser shows a download after all, nothing in it runs and nothing is loaded
NOTHING_RUNS = "default-src 'none'; sandbox; frame-ancestors 'none'"


def download_of(
    request: HttpRequest,
    file: FieldFile,
    *,
    name: str,
    content_type: str = "application/octet-stream",
) -> HttpResponse | FileResponse:
    """A stored file as `as_download`; where the storage has it not, a page says so."""
    try:
        stored = file.open()
    except FileNotFoundError:
        logger.error("A stored file is missing: %s", file.name)
        page = "programs/file_missing.html"
        return TemplateResponse(request, page, {"name": name}, status=404)
    return as_download(stored, name=name, content_type=content_type)


def as_download(
    file: IO[bytes], *, name: str, content_type: str = "application/octet-stream"
) -> FileResponse:
    """A file that is saved under its name (RFC 5987) and never rendered in our origin."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return response
