"""Text as the search can take it, gathered piece by piece."""

import re
import unicodedata

from programs.extraction.reasons import Unreadable

# Controls, soft hyphens, letters of no width, marks of direction, halves of letters
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\uffff\ud800-\udfff]"
)
BLANKS = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\s*\n\s*")
# PostgreSQL keeps one MB of different pieces of two letters; name and labels need some of it
MOST_PIECE_BYTES = 900_000
MOST_GROWTH = 2  # of the number of letters
STEP = 1000


class Text:
    """Keeps pieces up to a number of letters; of what is more it only keeps that it was there.

    Whoever adds goes on to the end: a danger may stand behind the last letter that is kept.
    """

    def __init__(self, letters: int) -> None:
        self.letters = letters
        self.left = letters
        self.pieces: list[str] = []

    @property
    def is_cut(self) -> bool:
        return self.left < 0

    def add(self, piece: str) -> None:
        if not self.is_cut:
            self.left -= len(piece)
            self.pieces.append(piece)

    def answer(self) -> bytes:
        """One byte that says whether it is whole, then the text. Raises Unreadable."""
        text = cleaned("".join(self.pieces))
        kept = searchable_part(text, letters=self.letters)
        if not any(letter.isalnum() for letter in kept):
            raise Unreadable("no_text")
        is_cut = self.is_cut or len(kept) < len(text)
        return (b"<" if is_cut else b"=") + kept.encode()


def cleaned(text: str) -> str:
    """In NFC, without what nobody sees, blanks and empty lines once."""
    text = unicodedata.normalize("NFC", text.replace("\r", "\n"))
    return LINES.sub("\n", BLANKS.sub(" ", INVISIBLE.sub("", text))).strip()


def searchable_part(text: str, *, letters: int) -> str:
    """The beginning that the search index can hold, however different its letters are.

    Counted in NFKC, as the index does: one letter may become eighteen.
    """
    seen: set[str] = set()
    last, count, used = "", 0, 0
    for start in range(0, len(text), STEP):
        folded = last + unicodedata.normalize("NFKC", text[start : start + STEP])
        new = set(map(str.__add__, folded, folded[1:])) - seen
        count += len(folded) - len(last)
        used += sum(len(piece.encode()) for piece in new)
        if count > MOST_GROWTH * letters or used > MOST_PIECE_BYTES:
            return text[:start]
        seen |= new
        last = folded[-1:]
    return text[:letters]
