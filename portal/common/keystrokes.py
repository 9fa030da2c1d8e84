"""Words as they are typed on the Korean keyboard (두벌식), and how far what was typed is from a word.

한글 letters stand on the keys of the Latin ones, so that 특구, typed while the keyboard is Latin, is
"xmrrn", and one wrong letter of a syllable is one wrong key. Shift is left out: ㄲ is as ㄱ.
"""

import re
import unicodedata
from collections.abc import Iterator

LEADS = "r r s e e f a q q t t d w w c z x v g".split()
VOWELS = "k o i o j p u p h hk ho hl y n nj np nl b m ml l".split()
TAILS = "r r rt s sw sg e f fr fa fq ft fx fv fg a q qt t t d w c z x v g".split()
KEYS = {
    **{0x1100 + place: keys for place, keys in enumerate(LEADS)},
    **{0x1161 + place: keys for place, keys in enumerate(VOWELS)},
    **{0x11A8 + place: keys for place, keys in enumerate(TAILS)},
}
VOWEL, TAIL = (
    "|".join(sorted(set(keys), key=lambda key: (-len(key), key))) for keys in (VOWELS, TAILS)
)
SYLLABLE = re.compile(rf"([rsefaqtdwczxvg])({VOWEL})(?:({TAIL})(?![koijpuhynbml]))?")
PIECE = 3  # keys of a piece by which near words are looked for
FAR = 99


def keystrokes(text: str) -> str:
    """The Latin keys that type a text; letters that are none of 한글 stay, in small writing."""
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text)).lower()
    return letters.translate(KEYS)


def pieces_of_keys(keys: str) -> set[str]:
    """Its runs of three keys; a word shares some with each that is typed nearly alike."""
    return {keys[start : start + PIECE] for start in range(len(keys) - PIECE + 1)}


def in_other_layout(word: str) -> str:
    """What the keys say if the keyboard was in the other language; empty where they say nothing.

    "xmrrn" gives 특구, and ㅔㅐㄱㅅ미 gives "portal".
    """
    if any("\u1100" <= letter <= "\u11ff" for letter in word):
        return keystrokes(word)
    syllables = list(SYLLABLE.finditer(word))
    if len(syllables) < 2 or "".join(found[0] for found in syllables) != word:
        return ""
    return "".join(_syllable(*found.groups(default="")) for found in syllables)


def _syllable(lead: str, vowel: str, tail: str) -> str:
    of_tail = TAILS.index(tail) + 1 if tail else 0
    return chr(0xAC00 + (LEADS.index(lead) * 21 + VOWELS.index(vowel)) * 28 + of_tail)


def nearest_part(keys: str, word: str) -> tuple[int, str]:
    """How many wrong keys lie between what was typed and the part of a word that is nearest, and
    that part, made of whole letters.

    A key too many, too few, another one, or two that changed places count one.
    """
    of_letter = [keystrokes(letter) for letter in word]
    typed_word = "".join(of_letter)
    ends = [0]
    for letter in of_letter:
        ends.append(ends[-1] + len(letter))
    starts = {end: place for place, end in enumerate(ends)}
    # Of each place of the word: the wrong keys until there, and where the part then has begun
    row = [(0, place) if place in starts else (FAR, place) for place in range(len(typed_word) + 1)]
    rows = [row]
    for typed, key in enumerate(keys, start=1):
        row = list(_next_row(rows, keys, typed, key, typed_word))
        rows.append(row)
    distance, _length, start, end = min(
        (row[end][0], abs(end - row[end][1] - len(keys)), row[end][1], end) for end in ends
    )
    return distance, word[starts[start] : starts[end]]


def _next_row(
    rows: list[list[tuple[int, int]]], keys: str, typed: int, key: str, word: str
) -> Iterator[tuple[int, int]]:
    above = rows[-1]
    left = (above[0][0] + 1, 0)
    yield left
    for place, letter in enumerate(word, start=1):
        wrong, start = above[place - 1]
        best = (wrong + (key != letter), start)
        best = min(best, (above[place][0] + 1, above[place][1]), (left[0] + 1, left[1]))
        if typed > 1 and place > 1 and key == word[place - 2] and keys[typed - 2] == letter:
            wrong, start = rows[-2][place - 2]
            best = min(best, (wrong + 1, start))
        left = best
        yield best
