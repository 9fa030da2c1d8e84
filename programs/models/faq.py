"""자주 하는 질문: questions that come again and again, each with its answer and its own address."""

from collections.abc import Iterable
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import (
    LONGEST_TEXT,
    Event,
    in_korean,
    kept_history,
    localized,
    only_moves,
)
from programs import workflow
from programs.enums import FaqCategory
from programs.models.call_pieces import pieces_of
from programs.models.public_text import (
    SOMETHING,
    PublicText,
    PublicTextManager,
    PublicTextQuerySet,
)
from programs.models.text_version import version_rows


class FaqQuerySet(PublicTextQuerySet):
    def in_order(self) -> Self:
        """By category in the order of its list, then as the foundation has put them."""
        places = [When(category=one, then=Value(n)) for n, one in enumerate(FaqCategory.values)]
        return self.order_by(Case(*places, default=Value(len(places))), "position", "pk")

    def with_versions(self) -> Self:
        return self.annotate(version_rows=version_rows("faq"))


class FaqManager(PublicTextManager.from_queryset(FaqQuerySet)):  # type: ignore[misc]
    pass


@kept_history("FaqHistory", exclude=["search"])
class Faq(PublicText):
    """자주 하는 질문: one question with its answer; its address stays."""

    WRITTEN = (
        "category", "position", "posted_on", "question_ko", "question_en", "answer_ko", "answer_en",
    )  # fmt: skip
    WORDS = ("question_ko", "question_en", "answer_ko", "answer_en")
    NEEDED = ("question_ko", "answer_ko")

    category = models.CharField(_("category"), max_length=20, choices=FaqCategory)
    position = models.PositiveSmallIntegerField(
        _("position"), default=100, help_text=_("Within its category; the smallest stands first.")
    )
    # As the board said it where the answer was given elsewhere before
    posted_on = models.DateField(_("posted on"), default=timezone.localdate)
    question_ko = models.CharField(_("question (Korean)"), max_length=200)
    question_en = models.CharField(_("question (English)"), max_length=300, blank=True)
    answer_ko = models.TextField(_("answer (Korean)"), max_length=LONGEST_TEXT, blank=True)
    answer_en = models.TextField(_("answer (English)"), max_length=LONGEST_TEXT, blank=True)
    search = pieces_of("question_ko", "question_en", "answer_ko", "answer_en")
    question = localized("question")
    answer = localized("answer")
    question_language = in_korean("question")
    answer_language = in_korean("answer")

    objects = FaqManager()

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
        ordering = ["category", "position", "pk"]
        indexes = [GinIndex(fields=["search"], name="programs_faq_search")]
        constraints = [
            *PublicText.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(question_ko__regex=SOMETHING, answer_ko__regex=SOMETHING),
                name="programs_faq_published_has_text",
            ),
        ]
        triggers = [only_moves(workflow.FAQ)]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("programs:faq-detail", args=[self.pk])


class FaqEvent(Event):
    """What happened to a question and its answer."""

    faq = models.ForeignKey(Faq, on_delete=models.PROTECT, related_name="events")


def by_category(faqs: Iterable[Faq]) -> list[tuple[str, str, list[Faq]]]:
    """(value, label, those of it) of each category that has some, in the order of the list."""
    groups: dict[str, list[Faq]] = {}
    for faq in faqs:
        groups.setdefault(faq.category, []).append(faq)
    return [
        (category, str(FaqCategory(category).label), groups[category])
        for category in FaqCategory.values
        if category in groups
    ]
