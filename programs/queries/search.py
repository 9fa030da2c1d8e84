"""The search over everything that everybody may read: its kinds, how many there are, what they say.

A new kind is one more entry of KINDS: its public rows, what they match, and what a hit shows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    F,
    Func,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.common.highlight import has_any
from portal.common.markup import words as words_of_markup
from portal.common.search import distinct_words, holds, holds_all
from programs.enums import (
    BriefingKind,
    CallState,
    CallStatus,
    FaqCategory,
    NoticeCategory,
    StoryKind,
    VoiceTheme,
)
from programs.models import Briefing, Call, Faq, Notice, Selection, Story
from programs.queries.result import have_result, results_matching
from programs.queries.voice import published_summaries
from zones.enums import ZoneKind
from zones.models import Zone
from zones.queries import zones_matching

OF_EACH = 3  # hits of each kind where all are shown
PAGE_SIZE = 20
CANCELLED = "cancelled"
NEVER = Value(None, output_field=DateTimeField())
COLUMNS = (
    "hit_kind", "hit_key", "hit_title_ko", "hit_title_en", "hit_text_ko", "hit_text_en", "hit_tag",
    "hit_at",
)  # fmt: skip


@dataclass(frozen=True)
class SearchKind:
    """A tab of the search.

    `public` gives what everybody may read, `found` what of it holds all words of a text. `title`
    names the fields without their language; `tag` is a word of `tags`, `at` a moment that `at_label`
    explains.
    """

    slug: str
    label: Promise
    public: Callable[[], QuerySet[Any]]
    found: Callable[[str], QuerySet[Any]]
    ordered: Callable[[QuerySet[Any]], QuerySet[Any]]
    page: str
    title: str = "title"
    texts_ko: tuple[str, ...] = ()
    texts_en: tuple[str, ...] = ()
    key: str = "pk"
    tag: Any = field(default_factory=lambda: Value(""))
    tags: Mapping[str, Any] = field(default_factory=dict)
    has_status: bool = False
    at: Any = NEVER
    at_label: Promise | str = ""
    plain: Callable[[str], str] = str  # of a text, its words

    def hits(self, text: str) -> QuerySet[Any]:
        """What is found with what a hit shows of it: those first whose title holds all words."""
        words = distinct_words(text)
        title = (f"{self.title}_ko", f"{self.title}_en")
        in_title = holds_all(text, lambda word: holds(word, *title))
        found = self.ordered(self.found(text))
        order = found.query.order_by
        return (
            found.order_by(Case(When(in_title, then=0), default=1), *order)
            .annotate(
                hit_kind=Value(self.slug, output_field=CharField()),
                hit_key=Cast(self.key, CharField()),
                hit_title_ko=Cast(title[0], TextField()),
                hit_title_en=Cast(title[1], TextField()),
                hit_text_ko=_around(self.texts_ko, words),
                hit_text_en=_around(self.texts_en, words),
                hit_tag=Cast(self.tag, CharField()),
                hit_at=Cast(self.at, DateTimeField()),
            )
            .values_list(*COLUMNS)
        )


def _around(fields: Sequence[str], words: list[str]) -> Func:
    """What stands around the words in these fields, as one text."""
    parts = [part for name in fields for part in (F(name), Value("\n"))]
    joined = Concat(*parts, output_field=TextField()) if parts else Value("")
    asked = Value(words, output_field=ArrayField(TextField()))
    return Func(joined, asked, function="text_around", output_field=TextField())


@dataclass(frozen=True)
class Hit:
    """One thing that was found, as a page shows it."""

    kind: SearchKind
    key: str
    title: str
    text: str
    text_is_korean: bool
    tag: str
    at: datetime | None
    shows_words: bool

    @property
    def address(self) -> str:
        return reverse(self.kind.page, args=[self.key])

    @property
    def tag_label(self) -> str:
        return str(self.kind.tags.get(self.tag, ""))


def count_of_kinds(text: str) -> dict[str, int]:
    """How many each kind has, in one statement."""
    if not distinct_words(text):
        return dict.fromkeys(KINDS, 0)
    counts, params = [], []
    for kind in KINDS.values():
        sql, given = kind.found(text).order_by().values("pk").query.sql_with_params()
        counts.append(f"(SELECT count(*) FROM ({sql}) AS found)")
        params += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", params)
        return dict(zip(KINDS, cursor.fetchone(), strict=True))


def first_hits(text: str, kinds: Iterable[str]) -> dict[str, list[Hit]]:
    """The first hits of each of the kinds, in one statement."""
    found = [KINDS[slug].hits(text)[:OF_EACH] for slug in kinds]
    if not found:
        return {}
    first, *others = found
    rows = first.union(*others, all=True) if others else first
    hits: dict[str, list[Hit]] = {slug: [] for slug in kinds}
    for row in rows:
        hits[row[0]].append(hit_from(row, distinct_words(text)))
    return hits


def hit_from(row: tuple[Any, ...], words: list[str]) -> Hit:
    """In the reader's language; where the words stand in the Korean text or title alone, that is
    shown, too."""
    slug, key, title_ko, title_en, *texts, tag, at = row
    text_ko, text_en = (KINDS[slug].plain(text) for text in texts)
    is_english = get_language() == "en"
    title = title_en if is_english and title_en else title_ko
    text, is_korean = (text_en, False) if is_english and text_en else (text_ko, True)
    if is_english and not has_any(f"{title}\n{text}", words):
        text, is_korean = next(
            ((other, True) for other in (text_ko, title_ko) if has_any(other, words)),
            (text, is_korean),
        )
    return Hit(
        kind=KINDS[slug],
        key=key,
        title=title,
        text=text,
        text_is_korean=is_korean,
        tag=tag,
        at=at,
        shows_words=has_any(f"{title}\n{text}", words),
    )


def _as_call_status() -> Case:
    """For calls with their `urgency`."""
    return Case(
        When(state=CallState.CANCELLED, then=Value(CANCELLED)),
        When(urgency=0, then=Value(CallStatus.OPEN.value)),
        When(urgency=1, then=Value(CallStatus.UPCOMING.value)),
        default=Value(CallStatus.CLOSED.value),
    )


def _newest_result_first(calls: QuerySet[Call]) -> QuerySet[Call]:
    public = Selection.objects.public().filter(panel__call=OuterRef("pk")).order_by()
    newest = public.values("panel__call").annotate(at=Max("publishes_at")).values("at")
    return calls.annotate(result_at=Subquery(newest)).order_by("-result_at", "-pk")


KINDS: dict[str, SearchKind] = {
    kind.slug: kind
    for kind in (
        SearchKind(
            slug="calls",
            label=_("Funding calls"),
            public=lambda: Call.objects.published(),
            found=lambda text: Call.objects.published().matching(text),
            ordered=lambda calls: calls.by_urgency(),
            page="programs:call-detail",
            key="code",
            texts_ko=("summary_ko", "purpose", "support", "eligibility"),
            texts_en=("summary_en",),
            tag=_as_call_status(),
            tags={**dict(CallStatus.choices), CANCELLED: _("Cancelled")},
            has_status=True,
            at=F("closes_at"),
            at_label=_("Closes"),
        ),
        SearchKind(
            slug="briefings",
            label=_("Briefings and events"),
            public=lambda: Briefing.objects.published(),
            found=lambda text: Briefing.objects.published().matching(text),
            ordered=lambda briefings: briefings.soonest_first(),
            page="programs:briefing-detail",
            texts_ko=("summary_ko", "venue_ko"),
            texts_en=("summary_en", "venue_en"),
            tag=F("kind"),
            tags=dict(BriefingKind.choices),
            at=F("starts_at"),
            at_label=pgettext_lazy("search", "Date"),
        ),
        SearchKind(
            slug="zones",
            label=_("R&D zones"),
            public=lambda: Zone.objects.all(),
            found=zones_matching,
            ordered=lambda zones: zones.order_by("kind", "name_ko"),
            page="zones:zone-detail",
            key="slug",
            title="name",
            texts_ko=("specialization_ko",),
            texts_en=("specialization_en",),
            tag=F("kind"),
            tags=dict(ZoneKind.choices),
        ),
        SearchKind(
            slug="notices",
            label=_("Notices"),
            public=lambda: Notice.objects.published(),
            found=lambda text: Notice.objects.published().matching(text),
            ordered=lambda notices: notices.order_by("-published_at", "-pk"),
            page="programs:notice-detail",
            texts_ko=("body_ko",),
            texts_en=("body_en",),
            plain=words_of_markup,
            tag=F("category"),
            tags=dict(NoticeCategory.choices),
            at=F("published_at"),
            at_label=pgettext_lazy("search", "Published"),
        ),
        SearchKind(
            slug="faq",
            label=_("Frequently asked questions"),
            public=lambda: Faq.objects.published(),
            found=lambda text: Faq.objects.published().matching(text),
            ordered=lambda questions: questions.in_order(),
            page="programs:faq-detail",
            title="question",
            texts_ko=("answer_ko",),
            texts_en=("answer_en",),
            plain=words_of_markup,
            tag=F("category"),
            tags=dict(FaqCategory.choices),
        ),
        SearchKind(
            slug="results",
            label=_("Results"),
            public=lambda: Call.objects.published().filter(have_result()),
            found=results_matching,
            ordered=_newest_result_first,
            page="programs:result-detail",
            key="code",
            texts_ko=("summary_ko",),
            texts_en=("summary_en",),
            at=F("result_at"),
            at_label=pgettext_lazy("search", "Published"),
        ),
        SearchKind(
            slug="stories",
            label=_("Stories from the field"),
            public=lambda: Story.objects.published(),
            found=lambda text: Story.objects.published().matching(text),
            ordered=lambda stories: stories.newest_first(),
            page="programs:story-detail",
            texts_ko=("lead_ko", "body_ko"),
            texts_en=("lead_en", "body_en"),
            tag=F("kind"),
            tags=dict(StoryKind.choices),
            at=F("published_at"),
            at_label=pgettext_lazy("search", "Published"),
        ),
        SearchKind(
            slug="voices",
            label=_("Voices of the field"),
            public=published_summaries,
            found=lambda text: published_summaries().matching(text),
            ordered=lambda summaries: summaries.order_by("-published_at", "-pk"),
            page="programs:summary-detail",
            texts_ko=("difficulty_ko", "outcome_ko"),
            texts_en=("difficulty_en", "outcome_en"),
            tag=F("voice__theme"),
            tags=dict(VoiceTheme.choices),
            at=F("published_at"),
            at_label=pgettext_lazy("search", "Published"),
        ),
    )
}
