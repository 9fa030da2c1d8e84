"""Forms of panels, in the admin and at the desk of reviewers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import OPEN_WORK
from programs.forms.printable import PrintableTexts
from programs.models import Assignment, Panel, PanelMember, PanelPlace, Reviewer
from programs.queries import applications_handled_by
from programs.queries.conflict import working_reviewers
from programs.queries.panel import applications_to_place, places_handled_by
from programs.queries.proposal import HandChoices
from programs.validators import validate_words


class ReasonForm(PrintableTexts, forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[validate_words],
    )


class DrawForm(PrintableTexts, forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        validators=[validate_words],
        max_length=300,
        required=False,
        help_text=_("Needed where the order was drawn before."),
    )

    def __init__(self, *args, panel: Panel, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = panel.draws.exists()


class InviteForm(forms.Form):
    reviewers = forms.ModelMultipleChoiceField(
        label=_("Reviewers"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    chair = forms.ModelChoiceField(
        label=_("Chair"), queryset=None, required=False, empty_label=_("nobody of these")
    )

    def __init__(self, *args, panel: Panel, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        sitting = panel.members.sitting().values("reviewer")
        free = working_reviewers().exclude(pk__in=sitting).select_related("user")
        self.fields["reviewers"].queryset = free.order_by("user__name")
        self.fields["chair"].queryset = free.order_by("user__name")
        self.panel = panel

    def clean(self):
        cleaned = super().clean()
        chair = cleaned.get("chair")
        if chair and chair not in cleaned.get("reviewers", ()):
            self.add_error("chair", _("Choose the chair among those you invite."))
        if chair and self.panel.members.sitting().filter(role="chair").exists():
            self.add_error("chair", _("The panel has a chair: change the chair instead."))
        return cleaned


class PlaceForm(forms.Form):
    applications = forms.ModelMultipleChoiceField(
        label=_("Applications"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, panel: Panel, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        free = applications_to_place(panel).filter(pk__in=applications_handled_by(user))
        self.fields["applications"].queryset = free.select_related("company", "call")


class MemberForm(forms.Form):
    member = forms.ModelChoiceField(label=_("Member"), queryset=None)

    def __init__(self, *args, panel: Panel, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        members = panel.members.sitting().select_related("reviewer__user")
        self.fields["member"].queryset = members
        self.fields["member"].label_from_instance = self._name

    @staticmethod
    def _name(member: PanelMember) -> str:
        return str(member.reviewer)


class ReleaseMemberForm(MemberForm, ReasonForm):
    """Whom to release, and why."""

    field_order = ["member", "reason"]


class RemovePlaceForm(ReasonForm):
    place = forms.ModelChoiceField(label=_("Application"), queryset=None)
    field_order = ["place", "reason"]

    def __init__(self, *args, panel: Panel, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        places = places_handled_by(user, panel).select_related("application__company")
        self.fields["place"].queryset = places
        self.fields["place"].label_from_instance = self._name

    @staticmethod
    def _name(place: PanelPlace) -> str:
        return str(place.application.company)


class ReleaseAssignmentForm(ReasonForm):
    assignment = forms.ModelChoiceField(label=_("Assignment"), queryset=None)
    field_order = ["assignment", "reason"]

    def __init__(self, *args, panel: Panel, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        open_ones = panel.assignments.filter(state__in=OPEN_WORK).filter(
            application__in=applications_handled_by(user)
        )
        self.fields["assignment"].queryset = open_ones.select_related(
            "application__company", "reviewer__user"
        )
        self.fields["assignment"].label_from_instance = self._name

    @staticmethod
    def _name(assignment: Assignment) -> str:
        return f"{assignment.application.company} · {assignment.reviewer}"


class AssignByHandForm(forms.Form):
    """Members for one application, of those whom `choices_by_hand` says are free."""

    application = forms.IntegerField(widget=forms.HiddenInput)
    reviewers = forms.MultipleChoiceField(
        label=_("Reviewers"), error_messages={"required": _("Choose at least one member.")}
    )

    def __init__(self, *args, choices: HandChoices, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.fields["reviewers"].choices = [(key, str(one)) for key, one in choices.free.items()]
        if choices.row:
            self.initial["application"] = choices.row.place.application_id

    def clean(self):
        if self.choices.row is None:
            raise forms.ValidationError(_("Choose an application of the panel."))
        return super().clean()

    @property
    def chosen(self) -> list[Reviewer]:
        return [self.choices.free[int(key)] for key in self.cleaned_data["reviewers"]]

    @property
    def ticked(self) -> list[str]:
        return self.data.getlist("reviewers") if self.is_bound else []


class BookForm(PrintableTexts, forms.Form):
    """What a book is for; with the scores only where a ranking is frozen that the person may see."""

    reason = forms.CharField(
        label=_("What the book is for"),
        validators=[validate_words],
        help_text=_("It is kept with each application that leaves the portal in the book."),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    with_scores = forms.BooleanField(
        label=_("With the scores of the frozen ranking"),
        help_text=_("For staff only, without columns to write in."),
        required=False,
    )

    def __init__(self, *args: object, has_ranking: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["with_scores"].disabled = not has_ranking
        if not has_ranking:
            self.fields["with_scores"].widget = forms.HiddenInput()
