"""The consents of an application, as the person who gives or refuses them sees them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.common.templatetags.portal_text import answer_text
from programs.actions.application_section import Saved, save_consents
from programs.forms.section_editor import Compared, Leftover, SectionEditor, tokens_of
from programs.models import ConsentText
from programs.queries.consent import AskedConsent, consents_asked_of
from programs.queries.section_content import consents_content

ANSWERS = [("yes", _("I agree")), ("no", _("I do not agree"))]


class ConsentsForm(forms.Form):
    """Each consent on its own, and none of them ticked beforehand."""

    def __init__(self, *args: Any, asked: Sequence[AskedConsent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for one in asked:
            topic = one.text.topic
            label = one.text.get_topic_display()
            if not one.text.is_required:
                label = _("%(label)s (optional)") % {"label": label}
            self.fields[topic] = forms.ChoiceField(
                label=label, choices=ANSWERS, widget=forms.RadioSelect, required=False
            )
            if one.answer is not None:
                self.initial[topic] = "yes" if one.answer.is_given else "no"

    @property
    def places(self) -> list[tuple[AskedConsent, forms.BoundField]]:
        return [(one, self[one.text.topic]) for one in self.asked]


class ConsentsEditor(SectionEditor):
    """The consents of the person who looks at the page; those of colleagues are their own."""

    template = "includes/section_consents.html"

    @cached_property
    def _asked(self) -> list[AskedConsent]:
        return consents_asked_of(self.application, person=self.by)

    @cached_property
    def form(self) -> ConsentsForm:
        return ConsentsForm(self.given, asked=self._asked)

    @property
    def is_asked(self) -> bool:
        return bool(self._asked)

    @property
    def shown(self) -> str:
        return ",".join(f"{one.text.topic}:{one.text.version}" for one in self._asked)

    def content(self) -> dict[str, Any]:
        return dict(consents_content(self.application, self.by))

    def _is_read(self, text: ConsentText) -> bool:
        """Whether it is the very text that stood on the page: a newer one was not read."""
        return tokens_of(self.given).get(text.topic) == str(text.version)

    @property
    def _typed(self) -> dict[ConsentText, bool]:
        cleaned = self.form.cleaned_data
        return {
            one.text: cleaned[one.text.topic] == "yes"
            for one in self._asked
            if cleaned.get(one.text.topic) and self._is_read(one.text)
        }

    def save(self, *, seen: str) -> Saved:
        return save_consents(self.application, given=self._typed, seen=seen, by=self.by)

    def compared(self) -> list[Compared]:
        now = self.content()
        return [
            Compared(text.get_topic_display(), self._words(now.get(text.topic)), words_of(typed))
            for text, typed in self._typed.items()
            if now.get(text.topic) != [text.version, typed]
        ]

    def _words(self, said: list[Any] | None) -> str:
        return words_of(said[1]) if said else answer_text(None)

    @property
    def leftovers(self) -> list[Leftover]:
        cleaned = self.form.cleaned_data if self.given is not None else {}
        return [
            Leftover(one.text.get_topic_display(), words_of(cleaned[one.text.topic] == "yes"))
            for one in self._asked
            if cleaned.get(one.text.topic) and not self._is_read(one.text)
        ]


def words_of(is_given: bool) -> str:
    return str(dict(ANSWERS)["yes" if is_given else "no"])
