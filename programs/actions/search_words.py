"""The words of public titles, kept for searches that find nothing."""

from collections import Counter
from itertools import chain

from django.db import transaction

from portal.common.keystrokes import PIECE, keystrokes, pieces_of_keys
from portal.common.search import every_word_of
from programs.models import SearchWord
from programs.models.search_word import LONGEST_WORD
from programs.queries.search import KINDS
from zones.models import Agency


def _titles() -> chain[str]:
    """All that a word may stand in: titles of what everybody may read, and names of agencies."""
    named = [
        kind.public().order_by().values_list(f"{kind.title}_ko", f"{kind.title}_en")
        for kind in KINDS.values()
    ]
    named.append(Agency.objects.order_by().values_list("name_ko", "name_en"))
    return chain.from_iterable(chain.from_iterable(rows.iterator()) for rows in named)


@transaction.atomic
def renew_search_words() -> int:
    """Keep the words of public titles, and no others; how many there are.

    What is no longer public is forgotten with the next turn.
    """
    times = Counter(
        word for title in _titles() for word in set(every_word_of(title)) if _is_kept(word)
    )
    known = dict(SearchWord.objects.values_list("word", "times"))
    SearchWord.objects.filter(word__in=known.keys() - times.keys()).delete()
    changed = [word for word in sorted(times) if known.get(word) != times[word]]
    SearchWord.objects.bulk_create(
        [
            SearchWord(
                word=word, times=times[word], pieces=sorted(pieces_of_keys(keystrokes(word)))
            )
            for word in changed
        ],
        update_conflicts=True,
        unique_fields=["word"],
        update_fields=["times"],
        batch_size=1000,
    )
    return len(times)


def _is_kept(word: str) -> bool:
    """Not a number, and long enough to be typed wrong."""
    is_word = any(letter.isalpha() for letter in word)
    return is_word and len(word) <= LONGEST_WORD and len(keystrokes(word)) > PIECE
