"""Photos as phones and people send them."""

import io
from typing import Any

from PIL import Image, ImageCms

CAMERA = b"CAMERA-OF-KIM"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 64
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
MAKER, ORIENTATION, PLACE = 271, 274, 0x8825  # tags of EXIF
LATITUDE_REF, LATITUDE = 1, 2


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def png(width: int = 8, height: int = 6, colour: Any = (10, 120, 200)) -> bytes:
    return saved(Image.new("RGB", (width, height), colour), "PNG")


def exif_of_phone(turned: int = 1) -> Image.Exif:
    """Where, and with which camera, it was taken."""
    exif = Image.Exif()
    exif[MAKER], exif[ORIENTATION] = CAMERA.decode(), turned
    exif.get_ifd(PLACE)[LATITUDE_REF] = "N"
    exif.get_ifd(PLACE)[LATITUDE] = (37.0, 33.0, 59.5)
    return exif


def phone_photo(width: int = 400, height: int = 300, turned: int = 1, **options: Any) -> bytes:
    """A JPEG, its upper left quarter red."""
    image = Image.new("RGB", (width, height), (0, 80, 0))
    image.paste((220, 0, 0), (0, 0, width // 2, height // 2))
    return saved(image, "JPEG", exif=exif_of_phone(turned), **options)


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:])


def wide_coloured() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    return saved(Image.new("RGB", (40, 30), "red"), "JPEG", icc_profile=profile.tobytes())


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image
