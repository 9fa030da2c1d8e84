"""The words over a page. Runs in the drawing process only."""

import io
import math
from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFont

SLOPE = 24  # degrees, across the lines of any text
LETTER = 1 / 40  # of the picture's width
BETWEEN = (1.6, 5.0)  # letters between two marks of a row, and between rows
SHIFT = 0.4  # of each row against the one above, in marks
# Seen on white and on black, and what is written beneath is still read
LIGHT, LIGHT_SHARE = (255, 255, 255), 0.22
DARK, DARK_SHARE = (40, 44, 52), 0.26

Point = tuple[int, int]


def burnt_into(picture: Image.Image, words: str, *, font: bytes) -> Image.Image:
    """A copy with the words all over it, so that any part of some size carries them whole."""
    letter = max(10, round(picture.width * LETTER))
    face = ImageFont.truetype(io.BytesIO(font), letter, layout_engine=ImageFont.Layout.BASIC)
    stroke = max(1, letter // 24)
    size = _size_of(words, face, stroke)
    marked = picture.copy()
    for colour, share, width in ((LIGHT, LIGHT_SHARE, stroke), (DARK, DARK_SHARE, 0)):
        ink = Image.new("L", size)
        ImageDraw.Draw(ink).text(
            (size[0] / 2, size[1] / 2),
            words,
            fill=round(255 * share),
            font=face,
            anchor="mm",
            stroke_width=width,
        )
        turned = ink.rotate(SLOPE, Image.Resampling.BICUBIC, expand=True)
        for x, y in _places(picture.size, size, letter):
            marked.paste(colour, (x - turned.width // 2, y - turned.height // 2), mask=turned)
    return marked


def _size_of(words: str, face: ImageFont.FreeTypeFont, stroke: int) -> Point:
    left, top, right, bottom = face.getbbox(words, stroke_width=stroke)
    return math.ceil(right - left) + stroke, math.ceil(bottom - top) + stroke


def _places(picture: Point, mark: Point, letter: int) -> Iterator[Point]:
    """Where the middles of marks stand that may touch the picture: rows that slope, each shifted."""
    across, down = mark[0] + BETWEEN[0] * letter, mark[1] + BETWEEN[1] * letter
    right, up = math.cos(math.radians(SLOPE)), math.sin(math.radians(SLOPE))
    reach = math.hypot(*picture) / 2 + across
    rows, columns = math.ceil(reach / down), math.ceil(reach / across) + 1
    for row in range(-rows, rows + 1):
        for column in range(-columns, columns + 1):
            along, below = (column + row * SHIFT % 1) * across, row * down
            x = picture[0] / 2 + along * right + below * up
            y = picture[1] / 2 - along * up + below * right
            if -across < x < picture[0] + across and -across < y < picture[1] + across:
                yield round(x), round(y)
