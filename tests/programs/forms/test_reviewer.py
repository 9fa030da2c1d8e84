import pytest

from programs.forms.reviewer import (
    DecideChallengeForm,
    JoinForm,
    RecordConflictForm,
    ReviewerProfileForm,
    SanctionForm,
    TieForm,
    TieFormSet,
)
from programs.models import Reviewer
from tests.factories.programs import ReviewerFactory
from tests.factories.reviewers import ChallengeFactory, ReviewerSanctionFactory

WRITTEN = {"employer": "예시대학교"}


def test_keywords_are_each_one_once():
    form = ReviewerProfileForm({**WRITTEN, "fields_text": " 로봇 ,센서,, 로봇"})

    assert form.is_valid()
    assert form.profile["fields"] == ["로봇", "센서"]


@pytest.mark.parametrize("text", [",".join(map(str, range(21))), "가" * 61])
def test_keywords_are_bounded(text):
    assert list(ReviewerProfileForm({**WRITTEN, "fields_text": text}).errors) == ["fields_text"]


@pytest.mark.parametrize(("number", "is_valid"), [("124-81-00998", True), ("124-81-00999", False)])
def test_business_number_with_hyphens_and_its_check_digit(number, is_valid):
    form = ReviewerProfileForm({**WRITTEN, "employer_business_number": number})

    assert form.is_valid() == is_valid
    assert not is_valid or form.profile["employer_business_number"] == "1248100998"


def test_the_consent_is_no_part_of_the_profile():
    assert list(JoinForm(WRITTEN).errors) == ["agrees"]
    form = JoinForm({**WRITTEN, "agrees": "on"})

    assert form.is_valid()
    assert set(form.profile) <= {field.name for field in Reviewer._meta.get_fields()}


@pytest.mark.parametrize(
    ("form", "first", "last", "field"),
    [
        (TieForm, "from_on", "until_on", "until_on"),
        (SanctionForm, "starts_on", "ends_on", "ends_on"),
    ],
)
def test_the_last_day_does_not_lie_before_the_first(form, first, last, field):
    said = {"kind": "kin", "organisation": "㈜가족", "ground": "미신고"}

    assert list(form({**said, first: "2026-02-02", last: "2026-02-01"}).errors) == [field]


def test_ties_of_a_kind_with_an_organisation_are_one_the_last_one():
    rows = [("kin", "㈜가", ""), ("kin", "㈜가", "1248100998"), ("owner", "㈜가", "")]
    data = {"ties-TOTAL_FORMS": 3, "ties-INITIAL_FORMS": 0}
    for number, (kind, organisation, business_number) in enumerate(rows):
        said = {"kind": kind, "organisation": organisation, "business_number": business_number}
        data |= {f"ties-{number}-{name}": value for name, value in said.items()}
    forms = TieFormSet(data, prefix="ties")

    assert forms.is_valid()
    assert [(tie["kind"], tie["business_number"]) for tie in forms.ties] == [
        ("kin", "1248100998"),
        ("owner", ""),
    ]


@pytest.mark.django_db
def test_whom_one_records_a_conflict_of_works_today():
    ReviewerFactory(state="paused")
    ReviewerSanctionFactory(ends_on="2099-12-31")
    working = ReviewerFactory()

    assert list(RecordConflictForm().fields["reviewer"].queryset) == [working]


@pytest.mark.django_db
def test_a_challenge_is_decided_about_others_and_the_name_is_found():
    meant, own = ReviewerFactory(), ReviewerFactory()
    challenge = ChallengeFactory(person=meant.user.name)

    form = DecideChallengeForm(challenge=challenge, user=own.user)

    assert list(form.fields["reviewer"].queryset) == [meant]
    assert form.initial["reviewer"] == meant
