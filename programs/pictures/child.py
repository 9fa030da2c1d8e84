"""The process that makes one picture anew: stdin is the file, stdout both sizes, the status why not."""

import io
import sys
from contextlib import suppress
from typing import IO

# No file can be opened later, not even a module: whatever Pillow may want is loaded here
from PIL import (
    Image,
    ImageCms,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,  # noqa: F401
    WebPImagePlugin,  # noqa: F401
)

from programs.bare_process.child import drop_rights, end_with_parent, leave, set_limits
from programs.pictures import HEADER
from programs.pictures.reasons import STATUSES, Unusable

QUALITY = 80
FORMATS = ["JPEG", "PNG", "WEBP"]
WHITE = (255, 255, 255)
SEVERAL_IN_ONE = MpoImagePlugin.MpoImageFile  # a phone's photo with a second one for its depth


def main() -> None:
    seconds, memory_bytes, pixels, large_side, small_side = map(int, sys.argv[1:])
    Image.preinit()
    Image.MAX_IMAGE_PIXELS = None  # it only warns; ours refuses
    drop_rights()
    end_with_parent()
    set_limits(seconds=seconds, memory_bytes=memory_bytes)
    try:
        answer = both_sizes(pixels=pixels, large_side=large_side, small_side=small_side)
    except Unusable as refusal:
        leave(STATUSES[refusal.reason])
    except (MemoryError, RecursionError):
        leave(STATUSES["too_large"])
    except Exception:  # damaged files make their readers raise errors of a dozen kinds
        leave(STATUSES["damaged"])
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    leave(0)


def both_sizes(*, pixels: int, large_side: int, small_side: int) -> bytes:
    large = decoded(sys.stdin.buffer, pixels=pixels, side=large_side)
    small = large.copy()
    small.thumbnail((small_side, small_side), Image.Resampling.LANCZOS)
    contents = [as_webp(large), as_webp(small)]
    header = HEADER.pack(*large.size, len(contents[0]), *small.size, len(contents[1]))
    return header + b"".join(contents)


def decoded(file: IO[bytes], *, pixels: int, side: int) -> Image.Image:
    """Shrunk, upright, in the colours of the web, opaque; only the pixels are taken over."""
    image: Image.Image = Image.open(file, formats=FORMATS)
    if image.width * image.height > pixels:
        raise Unusable("too_large")
    if getattr(image, "is_animated", False) and not isinstance(image, SEVERAL_IN_ONE):
        raise Unusable("animated")
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        image.draft("RGB", (side, side))  # a large photo is decoded at a fraction of its size
    image.load()
    if image.mode not in ("L", "RGB", "RGBA", "CMYK"):  # with few colours or many bits
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    with suppress(Exception):  # what it says about itself may be damaged; the picture is not
        ImageOps.exif_transpose(image, in_place=True)
    return on_white(in_colours_of_the_web(image))


def in_colours_of_the_web(image: Image.Image) -> Image.Image:
    """Phones write wide colours, which look pale where their profile is missing."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def on_white(image: Image.Image) -> Image.Image:
    """A new picture with the old one's pixels, and nothing of what else it carried."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        clean = Image.new("RGB", image.size, WHITE)
        clean.paste(image, mask=image.getchannel("A"))
        return clean
    clean = Image.new("RGB", image.size)
    clean.paste(image.convert("RGB"))
    return clean


def as_webp(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", quality=QUALITY, method=4)
    return file.getvalue()
