"""Documents whose pages can be drawn. Runs in the drawing process only."""

import math
from contextlib import suppress
from typing import IO, Protocol

import pypdfium2
from PIL import ExifTags, Image
from pypdfium2 import raw

from programs import file_kinds as kinds
from programs.extraction.reasons import Unreadable
from programs.extraction.text import cleaned
from programs.pictures.child import FORMATS, decoded
from programs.pictures.reasons import Unusable
from programs.watermark import HIGHEST, NORMAL

WHITE = (255, 255, 255)
A4 = (210, 297)
MOST_PIXELS = 120_000_000  # of a picture that was sent
LYING = {5, 6, 7, 8}  # as a camera says it was held
AS_DOCUMENT = {"animated": "unsupported"}
Row = tuple[int, int, str]  # width and height of a page's picture, and its text


class Document(Protocol):
    def read(self, first: int, most: int, letters: int) -> tuple[int, list[Row]]:
        """How many pages there are, and some of them."""
        ...

    def draw(self, number: int, width: int) -> Image.Image:
        """A page on white. Raises Unreadable."""
        ...


def document_in(file: IO[bytes], content_type: str) -> Document:
    """Raises Unreadable."""
    return Pdf(file) if content_type == kinds.PDF else Photo(file)


def fitted(width: float, height: float, *, most: int) -> tuple[int, int]:
    """The pixels of a page as wide as `most`, unless it would become very high. Raises Unreadable."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise Unreadable("damaged")
    scale = min(most / width, HIGHEST * most / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


class Pdf:
    def __init__(self, file: IO[bytes]) -> None:
        try:
            self.document = pypdfium2.PdfDocument(file)
        except pypdfium2.PdfiumError as error:
            locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
            raise Unreadable("encrypted" if locked else "damaged") from error
        if len(self.document) < 1:
            raise Unreadable("damaged")

    def read(self, first: int, most: int, letters: int) -> tuple[int, list[Row]]:
        count = len(self.document)
        last = min(first + most - 1, count)
        return count, [self._row(number, letters) for number in range(first, last + 1)]

    def _row(self, number: int, letters: int) -> Row:
        """A page that is broken keeps its place, as an empty sheet."""
        try:
            page = self._page(number)
            size = fitted(*page.get_size(), most=NORMAL)
        except Unreadable:
            return *fitted(*A4, most=NORMAL), ""
        letters_of_page = page.get_textpage()
        count = min(letters, letters_of_page.count_chars())
        text = letters_of_page.get_text_range(count=count) if count > 0 else ""
        letters_of_page.close()
        page.close()
        return *size, cleaned(text)

    def draw(self, number: int, width: int) -> Image.Image:
        page = self._page(number)
        size = fitted(*page.get_size(), most=width)
        # Without an alpha, so nothing of the page depends on what a browser lays beneath it
        bitmap = pypdfium2.PdfBitmap.new_native(*size, raw.FPDFBitmap_BGRx, rev_byteorder=True)
        bitmap.fill_rect((*WHITE, 255), 0, 0, *size)
        flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER | raw.FPDF_RENDER_LIMITEDIMAGECACHE
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, flags)
        return bitmap.to_pil().convert("RGB")

    def _page(self, number: int) -> pypdfium2.PdfPage:
        if number < 1:
            raise Unreadable("damaged")
        try:
            return self.document[number - 1]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise Unreadable("damaged") from error


class Photo:
    """A picture that was sent as a document: its one page."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.image: Image.Image = Image.open(file, formats=FORMATS)
        if self.image.width * self.image.height > MOST_PIXELS:
            raise Unreadable("too_large")

    def read(self, first: int, most: int, letters: int) -> tuple[int, list[Row]]:
        return 1, [(*self._fitted(NORMAL), "")][first - 1 : most]

    def draw(self, number: int, width: int) -> Image.Image:
        if number != 1:
            raise Unreadable("damaged")
        size = self._fitted(width)
        try:
            upright = decoded(self.file, pixels=MOST_PIXELS, side=max(size))
        except Unusable as refusal:
            raise Unreadable(AS_DOCUMENT.get(refusal.reason, refusal.reason)) from refusal
        return upright.resize(size, Image.Resampling.LANCZOS)

    def _fitted(self, width: int) -> tuple[int, int]:
        size = self.image.size
        with suppress(Exception):  # what it says about itself may be damaged; the picture is not
            if self.image.getexif().get(ExifTags.Base.Orientation) in LYING:
                size = size[::-1]
        return fitted(*size, most=width)
