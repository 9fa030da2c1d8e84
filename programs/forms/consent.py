"""The consents of an application, as the person who gives or refuses them sees them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.common.templatetags.portal_text import answer_text
from programs.actions.application_section import Saved, save_consents
from programs.forms.section_editor import Leftover, Now, SectionEditor, tokens_of
from programs.models import ConsentText
from programs.queries.consent import AskedConsent, TextChange, consents_asked_of, text_changes

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
    is_personal = True

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
    def changes(self) -> list[TextChange]:
        return text_changes(self.application, self._asked, ConsentText.objects.coming())

    @property
    def shown(self) -> str:
        return ",".join(f"{one.text.topic}:{one.text.version}" for one in self._asked)

    def now(self) -> Now:
        """The answers to texts in force, and to older ones: those have to be given anew."""
        asked = self._asked
        if self.given is not None:
            asked = consents_asked_of(self.application, person=self.by)
        answers = [one.answer or one.earlier for one in asked]
        said = {one.text.topic: [one.text.version, one.is_given] for one in answers if one}
        return Now(said, ConsentsForm(asked=asked))

    def _is_read(self, text: ConsentText) -> bool:
        """Whether it is the very text that stood on the page: a newer one was not read."""
        return tokens_of(self.given).get(text.topic) == str(text.version)

    @property
    def _answers(self) -> dict[ConsentText, bool]:
        cleaned = self.form.cleaned_data
        return {
            one.text: cleaned[one.text.topic] == "yes"
            for one in self._asked
            if cleaned.get(one.text.topic) and self._is_read(one.text)
        }

    @property
    def typed(self) -> dict[str, Any]:
        return {text.topic: [text.version, given] for text, given in self._answers.items()}

    def _save(self, names: list[str]) -> Saved:
        given = {text: one for text, one in self._answers.items() if text.topic in names}
        return save_consents(self.application, given=given, seen=self.shown_before, by=self.by)

    def in_words(self, name: str, value: list[Any] | None) -> str:
        return words_of(value[1]) if value else answer_text(None)

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
