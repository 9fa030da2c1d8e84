"""Whether a file is a photo that can be made anew (`programs.pictures`), by its content alone."""

from typing import Any

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.common.text import file_size
from programs.file_checks.content import SNIFFED_BYTES, ending_of

PICTURE_TYPES = ("image/jpeg", "image/png", "image/apng", "image/webp")
PICTURE_ENDINGS = ["jpg", "png", "webp"]
HEIC_BRANDS = (
    b"heic",
    b"heix",
    b"heim",
    b"heis",
    b"hevc",
    b"hevx",
    b"mif1",
    b"msf1",
    b"avif",
    b"avis",
)
SVG_SIGNS = (b"<svg", b"<!doctype svg")
GIF_SIGNATURES = (b"GIF87a", b"GIF89a")
MESSAGES = {
    "empty": _("The file is empty. Choose another one."),
    "heic": _(
        "This is a photo in the phone's own format (HEIC). Send it as JPEG: on an iPhone choose"
        " Settings › Camera › Formats › Most Compatible, or share the photo as JPEG."
    ),
    "svg": _("Drawings as SVG are not taken. Save the drawing as PNG."),
    "gif": _("GIF files are not taken. Save one picture of it as PNG or JPEG."),
    "not_a_picture": _("The content is no picture. Accepted: %(endings)s."),
    "damaged": _(
        "The picture is damaged or was not sent whole. Save it anew or choose another one."
    ),
    "animated": _("Moving pictures are not taken. Save one picture of it as PNG or JPEG."),
    "too_many_pixels": _(
        "The picture has too many pixels. Save it smaller, at most about 40 megapixels."
    ),
    "not_made": _("The picture could not be read. Save it anew as JPEG and try again."),
}


def validate_picture(*, name: str, size: int, file: Any) -> str:
    """The type by content; whatever the name says, the picture is made anew.

    Raises ValidationError with what is wrong and what to do.
    """
    if size == 0:
        raise picture_refusal("empty")
    if size > settings.PICTURE_MAX_BYTES:
        most = file_size(settings.PICTURE_MAX_BYTES)
        raise ValidationError(
            _("The file has %(size)s; at most %(most)s are allowed."),
            params={"size": file_size(size), "most": most},
            code="too_large",
        )
    file.seek(0)
    head = file.read(SNIFFED_BYTES)
    file.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        raise picture_refusal("heic")
    if head.startswith(GIF_SIGNATURES):
        raise picture_refusal("gif")
    kind = filetype.guess(head)
    mime = str(kind.mime) if kind else ""
    if mime in PICTURE_TYPES:
        return mime
    is_svg = ending_of(name) == "svg" or any(sign in head.lower() for sign in SVG_SIGNS)
    raise picture_refusal("svg" if is_svg else "not_a_picture")


def picture_refusal(code: str) -> ValidationError:
    """The error of this code."""
    params = {"endings": ", ".join(PICTURE_ENDINGS)}
    return ValidationError(MESSAGES[code], code=code, params=params)
