"""Photos made anew: what stays of them, what does not, and what is refused."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from programs import pictures
from programs.bare_process import ROOT
from programs.pictures import Limits, Unusable, make_anew
from tests.hostile_files import pdf
from tests.pictures import (
    CAMERA,
    exif_of_phone,
    moving,
    opened,
    phone_photo,
    png,
    saved,
    wide_coloured,
)

MEGABYTE = 1024 * 1024


def made(content: bytes, **limits):
    return make_anew(io.BytesIO(content), limits=Limits(**limits))


def why_not(content: bytes, **limits) -> str:
    with pytest.raises(Unusable) as refusal:
        made(content, **limits)
    return refusal.value.reason


def test_photo_comes_out_in_two_sizes():
    picture = made(phone_photo(4000, 3000))

    sizes = [(one.width, one.height) for one in (picture.large, picture.small)]
    assert sizes == [(1600, 1200), (640, 480)]
    assert [opened(one.content).size for one in (picture.large, picture.small)] == sizes
    assert {opened(one.content).format for one in (picture.large, picture.small)} == {"WEBP"}


def test_small_picture_is_not_blown_up():
    picture = made(png(80, 50))

    assert (picture.large.width, picture.small.width) == (80, 80)


def test_photo_of_a_phone_with_forty_megapixels():
    assert made(phone_photo(7680, 5208)).large.width == 1600


def test_place_and_camera_are_gone():
    photo = phone_photo()
    assert CAMERA in photo
    assert dict(Image.open(io.BytesIO(photo)).getexif())

    picture = made(photo)

    for one in (picture.large, picture.small):
        assert CAMERA not in one.content
        assert not dict(opened(one.content).getexif())
        assert not {b"EXIF", b"XMP ", b"ICCP"} & {
            one.content[at : at + 4] for at in range(len(one.content))
        }


def is_red(pixel) -> bool:
    return pixel[0] > 150 and pixel[1] < 60


@pytest.mark.parametrize(
    ("turned", "corner"),
    [(1, (10, 10)), (3, (389, 289)), (6, (289, 10)), (8, (10, 389))],
)
def test_photo_that_was_taken_sideways_stands_upright(turned, corner):
    image = opened(made(phone_photo(turned=turned)).large.content)

    assert image.size == ((400, 300) if turned in (1, 3) else (300, 400))
    assert is_red(image.getpixel(corner))


def test_damaged_words_about_itself_do_not_stop_a_picture():
    photo = (
        phone_photo().replace(b"Exif\0\0MM", b"Exif\0\0XX").replace(b"Exif\0\0II", b"Exif\0\0XX")
    )

    assert made(photo).large.width == 400


def test_transparent_stands_on_white():
    clear = saved(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG")

    assert min(opened(made(clear).large.content).getpixel((5, 5))) > 250


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16", "CMYK"])
def test_every_kind_of_pixel(mode):
    source = Image.new("RGB", (40, 30), "red")
    image = Image.new("I;16", (40, 30)) if mode == "I;16" else source.convert(mode)
    content = saved(image, "JPEG" if mode == "CMYK" else "PNG")

    assert opened(made(content).large.content).mode == "RGB"


def test_profile_that_does_not_fit_is_left_aside():
    assert made(wide_coloured()).large.width == 40


def test_photo_with_a_second_one_in_it_is_the_first():
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    content = saved(frames[0], "MPO", save_all=True, append_images=frames[1:])

    assert is_red(opened(made(content).large.content).getpixel((5, 5)))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_moving_pictures_are_refused(kind):
    assert why_not(moving(kind)) == "animated"


def test_two_files_in_one_come_out_as_one():
    picture = made(phone_photo() + pdf("안에 숨은 문서"))

    assert b"%PDF" not in picture.large.content + picture.small.content


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xd8\xff", phone_photo()[:2000], png()[:50], moving("GIF"), pdf(), b"x" * 5000],
)
def test_what_is_no_whole_picture(content):
    assert why_not(content) == "damaged"


def test_more_pixels_than_are_taken():
    assert why_not(png(200, 100), pixels=19_999) == "too_large"
    assert made(png(200, 100), pixels=20_000).large.width == 200


def test_picture_that_unpacks_without_end_costs_its_maker_alone():
    """11,000 × 10,000 pixels in a few kilobytes."""
    bomb = saved(Image.new("RGBA", (11_000, 10_000)), "PNG")

    assert len(bomb) < MEGABYTE
    assert why_not(bomb, memory_bytes=300 * MEGABYTE) == "too_large"


CHILDREN = {
    "asleep": ("import time; time.sleep(60)", "too_slow"),
    "talkative": ("while True: print('=' * 9999)", "crashed"),
    "killed": ("import os; os.kill(os.getpid(), 11)", "crashed"),
    "silent": ("pass", "crashed"),
    "nonsense": ("print('?' * 500)", "crashed"),
    "no picture": (
        "import struct, sys; sys.stdout.buffer.write(struct.pack('>HHIHHI', 8, 8, 4, 8, 8, 4) + b'<svg<svg')",
        "crashed",
    ),
}


@pytest.mark.parametrize("name", CHILDREN)
def test_maker_that_was_taken_over_is_not_believed(monkeypatch, name):
    code, reason = CHILDREN[name]
    monkeypatch.setattr(pictures, "START", code)

    assert why_not(png(), seconds=1) == reason


def test_maker_does_without_django_and_its_parent_without_the_maker():
    code = (
        "import sys; import programs.pictures; first = set(sys.modules);"
        "import programs.pictures.child; second = set(sys.modules);"
        "print('django' in second, 'PIL' in first, 'PIL' in second)"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)

    assert found.stdout == "False False True\n"


def test_exif_of_the_tests_names_a_place():
    """Control of the test above that looks for it."""
    assert exif_of_phone().get_ifd(0x8825)
