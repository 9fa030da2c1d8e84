import pytest

from programs.forms.receipt import ReceiptForm
from programs.forms.review import RecusalForm, ScoreForm
from programs.forms.staff import (
    AssignmentForm,
    PublicReasonForm,
    ScreeningForm,
    SendBackForm,
)
from tests.factories.programs import (
    ApplicationFactory,
    AssignmentFactory,
    PanelFactory,
    PanelPlaceFactory,
    ReviewerFactory,
    ScoreFactory,
    pledged_assignment,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"result": "eligible"}, set()),
        ({"result": "ineligible", "reason_code": "age", "reason": "왜"}, set()),
        ({"result": "ineligible", "reason_code": "age"}, {"reason"}),
        ({"result": "ineligible", "reason": "왜"}, {"reason_code"}),
        ({"result": "ineligible"}, {"reason_code", "reason"}),
        ({"result": "ineligible", "reason_code": "mood", "reason": "왜"}, {"reason_code"}),
        ({}, {"result"}),
    ],
)
def test_screening_that_refuses_needs_ground_and_reason(given, fields):
    assert set(ScreeningForm(given).errors) == fields


@pytest.mark.parametrize("form", [SendBackForm, PublicReasonForm, RecusalForm])
@pytest.mark.parametrize(("reason", "fields"), [("왜", set()), ("", {"reason"}), (" ", {"reason"})])
def test_reason_is_required(form, reason, fields):
    assert set(form({"reason": reason}).errors) == fields


INVISIBLE = "\u3164\u200b"
FORMS = {
    "send back": (SendBackForm, {}),
    "public reason": (PublicReasonForm, {}),
    "screening": (ScreeningForm, {"result": "ineligible", "reason_code": "age"}),
}


@pytest.mark.parametrize("name", FORMS)
def test_reason_can_be_seen_and_printed(name):
    make, given = FORMS[name]

    invisible = make(given | {"reason": INVISIBLE})
    pasted = make(given | {"reason": "사업\v기간\x07 초과"})

    assert set(invisible.errors) == {"reason"}
    assert (pasted.errors, pasted.cleaned_data["reason"]) == ({}, "사업 기간 초과")


def test_comment_that_nobody_can_see_is_none():
    form = SendBackForm({"reason": "왜", "comment_head": INVISIBLE, "comment_purpose": "목적\x07"})

    assert form.is_valid()
    assert form.comments == {"purpose": "목적"}


def test_assignment_offers_active_reviewers_who_are_not_assigned():
    application = ApplicationFactory()
    known = AssignmentFactory(application=application).reviewer
    free = ReviewerFactory()
    ReviewerFactory(state="paused")

    form = AssignmentForm(
        {"reviewers": [known.pk], "panel": application.panel_place.panel_id},
        application=application,
    )

    assert list(form.fields["reviewers"].queryset) == [free]
    assert set(form.errors) == {"reviewers"}


def test_assignment_goes_to_the_chosen_panel_of_this_call():
    application = ApplicationFactory()
    PanelFactory(call=application.call)
    chosen, strange = PanelFactory(call=application.call, name="2분과"), PanelFactory()
    reviewers = [ReviewerFactory().pk]

    form = AssignmentForm({"reviewers": reviewers, "panel": chosen.pk}, application=application)
    other = AssignmentForm({"reviewers": reviewers, "panel": strange.pk}, application=application)

    assert form.is_valid()
    assert form.cleaned_data["panel"] == chosen
    assert set(other.errors) == {"panel"}


def test_an_application_of_a_panel_is_assigned_in_it_only():
    place = PanelPlaceFactory()
    other = PanelFactory(call=place.panel.call, name="2분과")
    reviewers = [ReviewerFactory().pk]

    form = AssignmentForm(
        {"reviewers": reviewers, "panel": other.pk}, application=place.application
    )

    assert set(form.errors) == {"panel"}


def scores(assignment, first="50", second="30"):
    criteria = assignment.application.call.criteria.all()
    points = zip(criteria, (first, second), strict=True)
    given = {f"points_{criterion.pk}": value for criterion, value in points}
    return ScoreForm(given, assignment=assignment)


def test_scores_may_be_left_open():
    form = scores(pledged_assignment(), "", "")

    assert form.errors == {}
    assert set(form.points.values()) == {(None, "")}


@pytest.mark.parametrize("wrong", ["60.01", "-1", "1.234", "x", "NaN", "Infinity"])
def test_score_outside_its_criterion_is_refused_at_its_field(wrong):
    assignment = pledged_assignment()
    first = assignment.application.call.criteria.first()

    assert set(scores(assignment, wrong).errors) == {f"points_{first.pk}"}


def test_scores_given_before_are_shown():
    score = ScoreFactory(points="12.50", reason="전에 쓴 근거")

    form = ScoreForm(assignment=score.assignment)

    assert 'value="12.5"' in str(form[f"points_{score.criterion_id}"])
    assert "전에 쓴 근거" in str(form[f"reason_{score.criterion_id}"])


def test_score_in_whole_tens_is_shown_as_people_write_it():
    score = ScoreFactory(points="50")

    form = ScoreForm(assignment=score.assignment)

    assert 'value="50"' in str(form[f"points_{score.criterion_id}"])


def test_digest_may_be_pasted_in_groups_and_large_letters():
    form = ReceiptForm({"number": "2020-1-ABCDEFGH", "sha256": "AB cd\n" + "0" * 60})

    assert (form.errors, form.cleaned_data["sha256"]) == ({}, "abcd" + "0" * 60)


@pytest.mark.parametrize("digest", ["", "xyz", "0" * 81, "'; --"])
def test_digest_that_is_none_is_refused(digest):
    assert set(ReceiptForm({"number": "1", "sha256": digest}).errors) == {"sha256"}
