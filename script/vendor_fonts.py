"""Makes the portal's web fonts out of Pretendard GOV: small slices, of which a page loads what it shows.

    npm pack pretendard-gov@1.3.9
    python -m venv fonts && fonts/bin/pip install fonttools==4.68.0 brotli==1.2.1
    fonts/bin/python script/vendor_fonts.py pretendard-gov-1.3.9.tgz

Writes portal/static/fonts/ and portal/static/portal/fonts.css. The first slice, which each page preloads, holds
ASCII and the syllables that the texts of this repository use; the second one further signs; the others the rest
of the 2,350 syllables of KS X 1001, by a hundred in the order of the code. Other syllables are left to the
reader's own fonts. The licence reserves the name "Pretendard" to the original: the slices bear another.
"""

import io
import sys
import tarfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
NAME = "Portal Gothic"
WEIGHTS = {"Regular": 400, "Bold": 700}
SOURCE = "package/dist/public/static/alternative/PretendardGOV-{}.ttf"
TEXTS = ("portal/locale/ko/LC_MESSAGES/django.po", "programs/**/*.json", "zones/**/*.json")
TEXTS += ("programs/**/*.py", "zones/**/*.py", "templates/**/*.html")
SLICE = 100  # syllables
ASCII = set(range(0x20, 0x7F)) | set(map(ord, "·‘’“”…–—↑→↓−「」『』ㆍ×²㎡㈜￦₩"))
# Further signs of Latin, punctuation, numbers in circles, units, boxes and bullets
SIGNS = [(0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x2033), (0x203B, 0x203B), (0x20AC, 0x20AC)]
SIGNS += [(0x2103, 0x2122), (0x2190, 0x2199), (0x2200, 0x2265), (0x2460, 0x2473), (0x25A0, 0x25CF)]
SIGNS += [(0x2605, 0x2606), (0x3000, 0x3015), (0x3131, 0x3163), (0x321C, 0x321C), (0x3380, 0x33DF)]
SIGNS += [(0xFF01, 0xFF5E)]


def main(package: str) -> None:
    slices = slices_of(used_syllables())
    target = ROOT / "portal/static/fonts"
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.woff2"):
        old.unlink()
    with tarfile.open(package) as archive:
        (target / "LICENSE.txt").write_bytes(archive.extractfile("package/dist/LICENSE.txt").read())
        for weight in WEIGHTS:
            original = archive.extractfile(SOURCE.format(weight)).read()
            for number, (points, _ranges) in enumerate(slices):
                made = sliced(original, points, weight)
                (target / file_name(weight, number)).write_bytes(made)
                print(file_name(weight, number), len(points), len(made), flush=True)
    (ROOT / "portal/static/portal/fonts.css").write_text(stylesheet(slices))


def used_syllables() -> set[int]:
    """Those of our texts."""
    texts = (path.read_text(encoding="utf-8") for pattern in TEXTS for path in ROOT.glob(pattern))
    return {ord(letter) for text in texts for letter in set(text) if "가" <= letter <= "힣"}


def slices_of(used: set[int]) -> list[tuple[set[int], list[tuple[int, int]]]]:
    """The letters of each slice, and the ranges that the stylesheet gives for it.

    No two slices speak of one letter: a browser that waits for the one would load the other. Letters
    that no slice has may stand in the ranges, which makes them fewer.
    """
    first = ASCII | used
    signs = {point for low, high in SIGNS for point in range(low, high + 1)} - ASCII
    slices = [(first, ranges_of(first)), (signs, ranges_of(signs))]
    rest = [
        point
        for point in range(0xAC00, 0xD7A4)
        if point not in used and len(chr(point).encode("euc_kr", "ignore")) == 2
    ]
    for start in range(0, len(rest), SLICE):
        part = rest[start : start + SLICE]
        slices.append((set(part), ranges_of(set(range(part[0], part[-1] + 1)) - used)))
    return slices


def ranges_of(points: set[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for point in sorted(points):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return ranges


def sliced(original: bytes, points: set[int], weight: str) -> bytes:
    options = subset.Options(
        layout_features=["ccmp", "kern", "mark"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        hinting=False,
    )
    font = TTFont(io.BytesIO(original), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    rename(font, weight)
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def rename(font: TTFont, weight: str) -> None:
    whole = f"{NAME} {weight}"
    plain = whole.replace(" ", "", 1).replace(" ", "-")
    for record in list(font["name"].names):
        if record.platformID != 3 or record.langID != 0x409:
            font["name"].names.remove(record)
    for name_id, text in {1: NAME, 2: weight, 3: f"1.3.9;{plain}", 4: whole, 6: plain}.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)


def file_name(weight: str, number: int) -> str:
    return f"{NAME.replace(' ', '')}-{weight}-{number:02}.woff2"


def stylesheet(slices: list[tuple[set[int], list[tuple[int, int]]]]) -> str:
    lines = ["/* Made by script/vendor_fonts.py: do not edit. `optional`: a face that is not there when the page is",
             "   drawn is kept for the next page, and nothing moves. */"]  # fmt: skip
    for number, (_points, ranges) in enumerate(slices):
        spoken = ",".join(spoken_range(*pair) for pair in ranges)
        for weight, css in WEIGHTS.items():
            url = f"../fonts/{file_name(weight, number)}"
            lines.append(
                f'@font-face{{font-family:"{NAME}";font-weight:{css};font-display:optional;'
                f'src:url("{url}") format("woff2");unicode-range:{spoken}}}'
            )
    return "\n".join(lines) + "\n"


def spoken_range(low: int, high: int) -> str:
    return f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}"


if __name__ == "__main__":
    main(*sys.argv[1:])
