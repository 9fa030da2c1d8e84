"""Pages as pictures: the mark is in their pixels, and hostile files end in a reason."""

import io
import subprocess
import sys
import tempfile

import pytest
from PIL import Image, ImageChops, ImageStat

from programs import file_kinds as kinds
from programs import watermark
from programs.bare_process import ROOT
from programs.extraction import Unreadable
from programs.watermark import HIGHEST, LARGE, NORMAL, Limits, draw_page, read_pages
from programs.watermark.child import FONT
from programs.watermark.drawing import document_in
from programs.watermark.mark import burnt_into
from tests import hostile_files as files
from tests.hostile_files import MEGABYTE, pdf, pdf_of
from tests.pictures import moving, opened, phone_photo, png
from tests.races import PATIENCE

KIM, LEE = "김평가 #17 · 2026-11-28 21:04 KST", "이위원 #18 · 2026-11-28 21:04 KST"
BLACK = pdf("#rect(width: 100%, height: 100%, fill: black)")
PARTS = 4  # of each side


def on_disk(content: bytes):
    file = tempfile.TemporaryFile()
    file.write(content)
    file.flush()
    return file


def patient(seconds: int = PATIENCE, **limits) -> Limits:
    """A busy machine is no fault of the page."""
    return Limits(seconds=seconds, **limits)


def drawn(content: bytes, *, mark=KIM, content_type=kinds.PDF, number=1, width=NORMAL, **limits):
    with on_disk(content) as file:
        return draw_page(
            file,
            content_type=content_type,
            number=number,
            width=width,
            mark=mark,
            limits=patient(**limits),
        )


def read(content: bytes, *, content_type=kinds.PDF, first=1, most=10, **limits):
    with on_disk(content) as file:
        return read_pages(
            file, content_type=content_type, first=first, most=most, limits=patient(**limits)
        )


def why_not(look, content: bytes, **told) -> str:
    with pytest.raises(Unreadable) as refusal:
        look(content, **told)
    return refusal.value.reason


def unmarked(content: bytes, *, content_type=kinds.PDF, width=NORMAL) -> Image.Image:
    """Control: the same page as it is, which no address answers."""
    return document_in(io.BytesIO(content), content_type).draw(1, width)


def distance(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def parts_of(image: Image.Image) -> list[Image.Image]:
    across, down = image.width // PARTS, image.height // PARTS
    return [
        image.crop((x * across, y * down, (x + 1) * across, (y + 1) * down))
        for x in range(PARTS)
        for y in range(PARTS)
    ]


@pytest.mark.parametrize("width", [NORMAL, LARGE])
@pytest.mark.parametrize("content", [pdf("= 사업계획서"), BLACK], ids=["white", "black"])
def test_mark_is_in_all_parts_of_the_page(content, width):
    picture = opened(drawn(content, width=width).content)
    bare = unmarked(content, width=width)

    assert picture.size == bare.size
    changed = zip(parts_of(picture), parts_of(bare), strict=True)
    assert [distance(*pair) > 0.5 for pair in changed] == [True] * PARTS**2


def test_pictures_of_two_people_differ_and_say_who_they_are_for():
    content = pdf("= 사업계획서\n" + "기술이전 사업화 계획 " * 200)
    bare, font = unmarked(content), FONT.read_bytes()
    expected = {mark: burnt_into(bare, mark, font=font) for mark in (KIM, LEE)}

    pictures = {mark: opened(drawn(content, mark=mark).content) for mark in (KIM, LEE)}

    assert drawn(content, mark=KIM).content == drawn(content, mark=KIM).content
    for mine, others in ((KIM, LEE), (LEE, KIM)):
        apart = distance(pictures[mine], expected[mine])
        assert apart < distance(pictures[mine], expected[others])
        assert apart < distance(pictures[mine], bare)


def test_what_is_written_is_still_read():
    """A mark takes at most a third of the way from black to white, or back."""
    content = pdf("= 사업계획서")

    change = ImageChops.difference(opened(drawn(content).content), unmarked(content))

    assert max(high for _low, high in change.getextrema()) < 110


@pytest.mark.parametrize("content_type", ["image/png", "image/jpeg"])
def test_photos_are_marked_too_and_keep_nothing_of_the_camera(content_type):
    content = png(400, 300) if content_type == "image/png" else phone_photo(400, 300, turned=6)

    picture = drawn(content, content_type=content_type)
    sizes = [(page.width, page.height) for page in read(content, content_type=content_type).pages]

    assert sizes == [(picture.width, picture.height)]
    assert (picture.width > picture.height) == (content_type == "image/png")
    assert opened(picture.content).info.keys().isdisjoint({"exif", "xmp", "icc_profile"})
    assert distance(opened(picture.content), unmarked(content, content_type=content_type)) > 0.5


def test_pages_are_read_with_their_text_and_size():
    found = read(
        pdf("첫 쪽\n#pagebreak()\n둘째 쪽\n#page(flipped: true)[셋째 쪽]"), first=2, most=2
    )

    assert found.count == 3
    assert [(page.number, page.text) for page in found.pages] == [(2, "둘째 쪽"), (3, "셋째 쪽")]
    assert [page.width > page.height for page in found.pages] == [False, True]


WITHOUT_OUR_FONT = """
import sys
sys.path.append(sys.argv.pop(1))
from programs.watermark import child
child.HangulFont = len
child.main()
"""


def test_hangul_without_a_font_of_its_own_is_drawn(monkeypatch):
    """As programs write it that embed no fonts; control: without ours the line is empty."""
    darkest = []
    for start in (watermark.START, WITHOUT_OUR_FONT):
        monkeypatch.setattr(watermark, "START", start)
        line = opened(drawn(files.UNEMBEDDED_PDF, mark="x").content).crop((0, 150, 700, 260))
        darkest.append(min(low for low, _high in line.getextrema()))

    assert (darkest[0] < 40, darkest[1] > 100) == (True, True)


def page_of(box: str) -> bytes:
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]>>".encode()
    return pdf_of(files.CATALOG, files.PAGES, page)


@pytest.mark.parametrize(
    ("box", "size"),
    [
        ("0 0 2000000 2000000", (LARGE, LARGE)),
        ("0 0 10 20000", (HIGHEST * LARGE * 10 // 20000, HIGHEST * LARGE)),
        ("0 0 200000 1", (LARGE, 1)),
    ],
    ids=["huge", "high", "wide"],
)
def test_page_of_any_size_becomes_a_picture_of_some_size(box, size):
    picture = drawn(page_of(box), width=LARGE)

    assert (picture.width, picture.height) == size


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    pages = b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count)
    return pdf_of(files.CATALOG, pages, *[files.PAGE] * count)


def test_five_thousand_pages_are_read_ten_at_a_time():
    content = many_pages(5000)

    found = read(content, first=4991)

    assert found.count == 5000
    assert [page.number for page in found.pages] == list(range(4991, 5001))
    assert drawn(content, number=5000).width == NORMAL
    assert why_not(drawn, content, number=5001) == "damaged"


def test_pages_that_are_only_said_to_be_there_are_empty_sheets():
    said = files.PAGES.replace(b"/Count 1", b"/Count 2000000")
    content = pdf_of(files.CATALOG, said, files.PAGE)

    found = read(content, first=5)

    assert [page.text for page in found.pages] == [""] * len(found.pages)
    assert why_not(drawn, content, number=7) == "damaged"


REFUSED = {
    "password": (files.restricted_pdf(b"secret"), "encrypted"),
    "broken": (b"%PDF-1.7\n" + bytes(500), "damaged"),
    "empty": (b"", "damaged"),
    "no pages": (pdf_of(files.CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"), "damaged"),
}


@pytest.mark.parametrize("look", [read, drawn])
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_says_why(look, name):
    content, reason = REFUSED[name]

    assert why_not(look, content) == reason


@pytest.mark.parametrize("look", [read, drawn])
def test_broken_photo_says_so(look):
    assert why_not(look, b"\x89PNG\r\n\x1a\n" + bytes(50), content_type="image/png") == "damaged"


def test_moving_picture_is_no_page():
    assert why_not(drawn, moving("PNG"), content_type="image/png") == "unsupported"


def test_page_that_unpacks_without_end_ends_at_the_limit():
    refused = why_not(drawn, files.large_pdf(megabytes=100), memory_bytes=160 * MEGABYTE)

    assert refused in ("crashed", "too_large")
    assert drawn(files.large_pdf(megabytes=100), memory_bytes=1024 * MEGABYTE).width == NORMAL


CHILDREN = {
    "endless": ("while True: pass", "too_slow"),
    "asleep": ("import time; time.sleep(60)", "too_slow"),
    "talkative": ("import sys\nwhile True: sys.stdout.buffer.write(bytes(9999))", "crashed"),
    "killed": ("import os; os.kill(os.getpid(), 9)", "crashed"),
    "failed": ("raise SystemExit(1)", "crashed"),
    "silent": ("pass", "crashed"),
    "page of another kind": ("print('<script>alert(1)</script>')", "crashed"),
    "no list": ("print('{}')", "crashed"),
    "too deep": ("print('[' * 100000)", "crashed"),
    "no size": ("print('[1, [[0, 5, \"\"]]]')", "crashed"),
    "endless size": ("print('[1, [[1e999, 5, \"\"]]]')", "crashed"),
    "too many": ("print([1, [[5, 5, 0]] * 50])", "crashed"),
}


@pytest.mark.parametrize("look", [read, drawn])
@pytest.mark.parametrize("name", CHILDREN)
def test_drawer_that_was_taken_over_ends_within_its_limits(monkeypatch, name, look):
    code, reason = CHILDREN[name]
    monkeypatch.setattr(watermark, "START", code)

    assert why_not(look, b"", seconds=1) == reason


def test_parent_does_without_what_draws():
    code = (
        "import sys; import programs.watermark; first = set(sys.modules);"
        "import programs.watermark.child; second = set(sys.modules);"
        "print('django' in second, {'pypdfium2', 'PIL'} & first, 'pypdfium2' in second)"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)

    assert found.stdout == "False set() True\n"
