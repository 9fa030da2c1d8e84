"""The agency builds the form of a draft."""

import pytest

from programs.actions.errors import FaultyForm, NameTaken, PartChanged, PartGone, StillNeeded
from programs.actions.form import (
    add_question,
    add_section,
    change_question,
    change_section,
    copy_form,
    delete_question,
    delete_section,
    move_question,
    move_section,
    save_form_template,
)
from programs.models import FormTemplate, Question, QuestionSection
from programs.queries.content import form_content_of
from programs.queries.form import questions_of, version_of
from programs.workflow import TransitionNotAllowed
from tests.factories.programs import CallFactory, QuestionFactory, open_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def user(call):
    return call.created_by


def names(call) -> str:
    """The form in one line: `a|b c` is a before all sections, b and c in the first."""
    sections = [None, *call.sections.all()]
    groups = [
        " ".join(q.label_ko for q in questions_of(call) if q.section == section)
        for section in sections
    ]
    return "|".join(groups)


def section(call, position=1):
    return QuestionSection.objects.create(call=call, position=position, label_ko=f"부 {position}")


def question(call, label="a", section=None, **fields):
    position = fields.pop("position", ord(label) - 96)
    return QuestionFactory(call=call, label_ko=label, section=section, position=position, **fields)


@pytest.fixture
def form(call):
    """`a|b c|d`"""
    first, second = section(call, 1), section(call, 2)
    return {
        "a": question(call, "a"),
        "b": question(call, "b", first),
        "c": question(call, "c", first),
        "d": question(call, "d", second),
        "first": first,
        "second": second,
    }


def test_add_puts_it_at_the_end_of_its_section(call, form, user):
    add_question(Question(call=call, kind="long", label_ko="n", section=form["first"]), by=user)

    assert names(call) == "a|b c n|d"
    assert [one.position for one in questions_of(call)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("label", "up", "expected"),
    [
        ("a", True, "a|b c|d"),
        ("a", False, "|a b c|d"),
        ("b", True, "a b|c|d"),
        ("b", False, "a|c b|d"),
        ("c", True, "a|c b|d"),
        ("c", False, "a|b|c d"),
        ("d", True, "a|b c d|"),
        ("d", False, "a|b c|d"),
    ],
)
def test_move_goes_one_place(call, form, user, label, up, expected):
    move_question(form[label], up=up, by=user)

    assert names(call) == expected


@pytest.mark.parametrize(
    ("name", "up", "expected"),
    [("first", True, "a|b c|d"), ("first", False, "a|d|b c"), ("second", True, "a|d|b c")],
)
def test_move_of_a_section_takes_its_questions_along(call, form, user, name, up, expected):
    move_section(form[name], up=up, by=user)

    assert names(call) == expected


def depending(call, **fields):
    first = question(call, "a", kind="choice", options=["예", "아니오"])
    return first, question(call, "b", condition_question=first, condition_values=["예"], **fields)


@pytest.mark.parametrize(("place", "up"), [(0, False), (1, True)])
def test_move_before_what_it_depends_on_is_refused(call, user, place, up):
    pair = depending(call)

    with pytest.raises(FaultyForm):
        move_question(pair[place], up=up, by=user)

    assert names(call) == "a b"


def test_section_is_not_moved_before_what_it_depends_on(call, user):
    one, two = section(call, 1), section(call, 2)
    first, second = depending(call, section=two)
    Question.objects.filter(pk=first.pk).update(section=one)

    with pytest.raises(FaultyForm):
        move_section(two, up=True, by=user)


def test_delete_closes_the_gap(call, form, user):
    delete_question(form["b"], by=user)

    assert names(call) == "a|c|d"
    assert [one.position for one in questions_of(call)] == [1, 2, 3]


def test_delete_of_what_others_depend_on_is_refused(call, user):
    first, second = depending(call)

    with pytest.raises(StillNeeded) as refusal:
        delete_question(first, by=user)

    assert (refusal.value.dependents, call.questions.count()) == (["b"], 2)


def test_delete_twice_is_told(call, form, user):
    delete_question(form["b"], by=user)

    with pytest.raises(PartGone):
        delete_question(Question(pk=form["b"].pk or 1, call=call), by=user)


def test_delete_of_a_section_leaves_its_questions_to_the_one_before(call, form, user):
    delete_section(form["second"], by=user)

    assert names(call) == "a|b c d"


def test_change_writes_the_text(call, form, user):
    changed = call.questions.get(pk=form["c"].pk)
    seen = version_of(changed)
    changed.label_ko, changed.section = "C", None

    change_question(changed, seen=seen, by=user)

    assert names(call) == "a C|b|d"


def test_change_of_an_option_that_others_need_is_refused(call, user):
    first, second = depending(call)
    first = call.questions.get(pk=first.pk)
    seen = version_of(first)
    first.options = ["네", "아니오"]

    with pytest.raises(FaultyForm) as refusal:
        change_question(first, seen=seen, by=user)

    assert [fault.key for fault in refusal.value.faults] == [str(second.key)]
    assert call.questions.get(pk=first.pk).options == ["예", "아니오"]


def test_a_fault_that_was_there_before_stands_in_nobodys_way(call, user):
    QuestionFactory(call=call, kind="choice", options=["같음", "같음"])

    add_question(Question(call=call, kind="long", label_ko="n"), by=user)

    assert call.questions.count() == 2


def test_a_stale_page_is_refused_with_what_is_there(call, form, user):
    mine, theirs = (call.questions.get(pk=form["a"].pk) for _time in range(2))
    seen = version_of(mine)
    theirs.label_ko = "동료"
    change_question(theirs, seen=seen, by=user)
    mine.label_ko = "나"

    with pytest.raises(PartChanged) as refusal:
        change_question(mine, seen=seen, by=user)

    assert refusal.value.current.label_ko == "동료"
    assert call.questions.get(pk=mine.pk).label_ko == "동료"


def test_moving_makes_no_page_stale(call, form, user):
    shown = call.questions.get(pk=form["b"].pk)
    seen = version_of(shown)
    move_question(form["b"], up=False, by=user)
    shown.label_ko = "B"

    change_question(shown, seen=seen, by=user)

    assert names(call) == "a|c B|d"


def test_sections_are_added_and_changed(call, user):
    added = add_section(QuestionSection(call=call, label_ko="과제"), by=user)
    again = call.sections.get()
    seen = version_of(again)
    again.label_ko = "과제 개요"
    change_section(again, seen=seen, by=user)
    added.label_ko = "낡은 글"

    with pytest.raises(PartChanged):
        change_section(added, seen=seen, by=user)

    assert call.sections.get().label_ko == "과제 개요"


ACTS = {
    "add": lambda call, one: add_question(Question(call=call, kind="long"), by=call.created_by),
    "change": lambda call, one: change_question(one, seen="", by=call.created_by),
    "move": lambda call, one: move_question(one, up=True, by=call.created_by),
    "delete": lambda call, one: delete_question(one, by=call.created_by),
    "copy": lambda call, one: copy_form(
        call, content=form_content_of(call), source="x", by=call.created_by
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_published_form_is_not_changed(act):
    call = open_call()

    with pytest.raises(TransitionNotAllowed):
        ACTS[act](call, call.questions.get())

    assert call.questions.count() == 1


def test_copy_brings_the_whole_form(call, user):
    source = CallFactory(parts=True)
    depending(source)
    question(call, "z")

    copy_form(call, content=form_content_of(source), source=source.code, by=user)

    assert form_content_of(call) == form_content_of(source)
    assert [(event.verb, event.reason) for event in call.events.all()] == [
        ("copy_form", source.code)
    ]


def test_copy_of_a_faulty_form_is_refused(call, user):
    source = CallFactory()
    QuestionFactory(call=source, kind="choice", options=["같음", "같음"])
    question(call, "z")

    with pytest.raises(FaultyForm):
        copy_form(call, content=form_content_of(source), source=source.code, by=user)

    assert names(call) == "z"


def test_copy_of_a_form_whose_sections_stand_wrong_is_refused(call, user):
    """A condition that its section puts before what it depends on."""
    source = CallFactory()
    section = QuestionSection.objects.create(call=source, label_ko="부")
    _choice, later = depending(source)
    source.questions.exclude(pk=later.pk).update(section=section)

    with pytest.raises(FaultyForm):
        copy_form(call, content=form_content_of(source), source=source.code, by=user)


def test_template_of_the_same_name_is_refused(call, user):
    template = save_form_template(call, name_ko="기본", name_en="", by=user)
    question(call, "a")

    with pytest.raises(NameTaken):
        save_form_template(call, name_ko="기본", name_en="Base", by=user)

    assert call.agency.form_templates.get() == template
    template.refresh_from_db()
    assert (template.name_en, template.content["questions"]) == ("", [])


def test_another_agency_may_use_the_name(call, user):
    for one in (call, CallFactory()):
        save_form_template(one, name_ko="기본", name_en="", by=user)

    assert FormTemplate.objects.filter(name_ko="기본").count() == 2


def test_a_move_to_nowhere_is_no_writing(call, form, user):
    first = call.questions.order_by("position").first()

    assert move_question(first, up=True, by=user) is None

    assert not call.events.filter(verb="write").exists()
