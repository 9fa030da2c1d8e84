"""Which files are photos, and what is said of the others."""

import io

import pytest
from django.core.exceptions import ValidationError

from programs.file_checks import validate_picture
from tests.hostile_files import pdf
from tests.pictures import HEIC, SVG, moving, phone_photo, png
from tests.words import said


def checked(name: str, content: bytes) -> str:
    return validate_picture(name=name, size=len(content), file=io.BytesIO(content))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("사진.jpg", phone_photo(), "image/jpeg"),
        ("사진.JPEG", phone_photo(), "image/jpeg"),
        ("그림.png", png(), "image/png"),
        ("이름과 다른.heic", phone_photo(), "image/jpeg"),
        ("이름 없음", png(), "image/png"),
    ],
)
def test_photo_by_its_content(name, content, expected):
    assert checked(name, content) == expected


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("IMG_0001.HEIC", HEIC, "heic"),
        ("IMG_0001.jpg", HEIC, "heic"),
        ("그림.svg", SVG, "svg"),
        ("그림.png", SVG, "svg"),
        ("움직임.gif", moving("GIF"), "gif"),
        ("움직임.png", moving("GIF"), "gif"),
        ("문서.jpg", pdf(), "not_a_picture"),
        ("빈.jpg", b"", "empty"),
    ],
)
def test_what_is_refused(name, content, code):
    with pytest.raises(ValidationError) as refusal:
        checked(name, content)

    assert refusal.value.code == code


def test_photo_of_a_phone_says_what_to_do():
    with pytest.raises(ValidationError, match="HEIC"):
        checked("IMG_0001.HEIC", HEIC)


def test_too_large(settings):
    settings.PICTURE_MAX_BYTES = 10

    with pytest.raises(ValidationError) as refusal:
        checked("사진.jpg", phone_photo())

    assert refusal.value.code == "too_large"
    assert (
        said("The file has %(size)s; at most %(most)s are allowed.")[:2]
        in refusal.value.messages[0]
    )
