from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.enums import ConflictGround, TieKind
from programs.forms.printable import PrintableTexts
from programs.models import Challenge, Reviewer
from programs.models.reviewer import LONGEST_CAREER, LONGEST_NAME
from programs.queries.conflict import working_reviewers
from programs.validators import validate_words
from zones.enums import TechnologyField
from zones.validators import digits_of, validate_business_number

MOST_KEYWORDS, LONGEST_KEYWORD = 20, 60
MORE_TIES = 2  # empty rows for further ones
MOST_TIES = 30
DAY = {"type": "date"}


class NumberField(forms.CharField):
    """A business number, with or without hyphens."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        digits = digits_of(super().clean(value))
        if digits:
            validate_business_number(digits)
        return digits


class ReviewerProfileForm(PrintableTexts, forms.Form):
    """What a reviewer says of themselves: who they are asked for by, and what conflicts show."""

    employer = forms.CharField(label=_("Employer"), max_length=LONGEST_NAME)
    department = forms.CharField(
        label=_("Department"),
        max_length=120,
        required=False,
        help_text=_("The lowest unit, as the organisation calls it: a department, a laboratory."),
    )
    employer_business_number = NumberField(
        label=_("Business number of the employer"),
        help_text=_("Conflicts of interest are found by it."),
    )
    title = forms.CharField(label=_("Job title"), max_length=80, required=False)
    is_public_official = forms.BooleanField(
        label=_("I am an official of a ministry or of a specialised agency"), required=False
    )
    technology_fields = forms.MultipleChoiceField(
        label=_("Fields of technology"),
        choices=TechnologyField.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fields_text = forms.CharField(
        label=_("Keywords of your field"),
        required=False,
        max_length=1200,
        help_text=_("With commas between them, at most 20."),
    )
    career = forms.CharField(
        label=_("Career"),
        max_length=LONGEST_CAREER,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_fields_text(self) -> str:
        words = [word.strip() for word in self.cleaned_data["fields_text"].split(",")]
        words = list(dict.fromkeys(filter(None, words)))
        if len(words) > MOST_KEYWORDS or any(len(word) > LONGEST_KEYWORD for word in words):
            raise ValidationError(
                _("At most %(most)s keywords of %(length)s letters."),
                params={"most": MOST_KEYWORDS, "length": LONGEST_KEYWORD},
            )
        return ", ".join(words)

    @property
    def profile(self) -> dict[str, Any]:
        """The fields of the reviewer."""
        written = dict(self.cleaned_data)
        words = written.pop("fields_text")
        written.pop("agrees", None)
        return {**written, "fields": words.split(", ") if words else []}


def initial_of(reviewer: Reviewer) -> dict[str, Any]:
    names = (
        "employer", "department", "employer_business_number", "title", "is_public_official",
        "technology_fields", "career",
    )  # fmt: skip
    return {
        **{name: getattr(reviewer, name) for name in names},
        "fields_text": ", ".join(reviewer.fields),
    }


class JoinForm(ReviewerProfileForm):
    agrees = forms.BooleanField(label=_("I agree to this use of my data"))


class TieForm(PrintableTexts, forms.Form):
    kind = forms.ChoiceField(label=_("Kind of the tie"), choices=TieKind.choices)
    organisation = forms.CharField(label=_("Organisation"), max_length=LONGEST_NAME)
    business_number = NumberField(label=_("Business number"))
    from_on = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(DAY))
    until_on = forms.DateField(
        label=_("Until"),
        required=False,
        help_text=_("Empty where the tie lasts."),
        widget=forms.DateInput(DAY),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day lies before the first."))
        return cleaned


class TieForms(forms.BaseFormSet):
    """The ties, each of its kind with an organisation once."""

    @property
    def ties(self) -> list[dict[str, Any]]:
        kept: dict[tuple[str, str], dict[str, Any]] = {}
        for form in self.forms:
            tie = dict(form.cleaned_data)
            if tie and not tie.pop("DELETE", False):
                kept[tie["kind"], tie["organisation"]] = tie
        return list(kept.values())


TieFormSet = forms.formset_factory(
    TieForm, formset=TieForms, extra=MORE_TIES, can_delete=True, max_num=MOST_TIES
)


class InviteReviewerForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Only the person who signs in with this address can accept."),
    )


class SanctionForm(PrintableTexts, forms.Form):
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(DAY))
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(DAY))
    ground = forms.CharField(
        label=_("Ground"),
        validators=[validate_words],
        max_length=300,
        help_text=_("Who imposed it, when and why. The reviewer reads this."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first: date | None = cleaned.get("starts_on")
        last: date | None = cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return cleaned


class WhyForm(PrintableTexts, forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[validate_words],
    )


class SettleForm(WhyForm):
    verb = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            ("dismiss", _("No conflict: the suspicion is dismissed")),
            ("confirm", _("A conflict: it stands")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ["verb", "reason"]


class RecordConflictForm(PrintableTexts, forms.Form):
    """A ground that no fact of the portal shows."""

    reviewer = forms.ModelChoiceField(label=_("Reviewer"), queryset=Reviewer.objects.none())
    ground = forms.ChoiceField(label=_("Ground"), choices=ConflictGround.choices)
    fact = forms.CharField(label=_("Fact"), validators=[validate_words], max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = working_reviewers().select_related("user")


class ChallengeForm(PrintableTexts, forms.Form):
    person = forms.CharField(
        label=_("Name of the person"), validators=[validate_words], max_length=80
    )
    organisation = forms.CharField(
        label=_("Organisation of the person"), max_length=120, required=False
    )
    reason = forms.CharField(
        label=_("Why they should not judge"),
        validators=[validate_words],
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DecideChallengeForm(PrintableTexts, forms.Form):
    result = forms.ChoiceField(
        label=pgettext_lazy("challenge", "Decision"),
        choices=[("upheld", _("Upheld")), ("refused", _("Refused"))],
        widget=forms.RadioSelect,
    )
    reviewer = forms.ModelChoiceField(
        label=_("Reviewer meant"),
        queryset=Reviewer.objects.none(),
        required=False,
        empty_label=_("nobody of the pool"),
    )
    answer = forms.CharField(
        label=_("Answer"),
        validators=[validate_words],
        max_length=2000,
        help_text=_("The applicant reads it. Do not say whether the person sits on a panel."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, challenge: Challenge, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pool = Reviewer.objects.exclude(user=user).select_related("user")
        self.fields["reviewer"].queryset = pool
        self.initial["reviewer"] = pool.filter(user__name=challenge.person).first()

    @property
    def decision(self) -> dict[str, Any]:
        return {
            "is_upheld": self.cleaned_data["result"] == "upheld",
            "answer": self.cleaned_data["answer"],
            "reviewer": self.cleaned_data["reviewer"],
        }
