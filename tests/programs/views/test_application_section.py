"""The guided editor of an application: overview, sections saved one by one, stale pages, autosave."""

import pgtrigger
import pytest
from django.urls import reverse
from django.utils import timezone

from programs.actions.application import submit_application
from programs.enums import ApplicationSection, QuestionKind
from programs.models import Application, Question, QuestionSection
from tests.counting import statements
from tests.drafting import give_consents, save_draft
from tests.factories.programs import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    ConsentTextFactory,
    CriterionFactory,
    QuestionFactory,
    approved,
    close,
    complete_application,
)
from tests.factories.zones import CompanyMemberFactory

LANGUAGES = ["ko", "en"]
JSON = {"Accept": "application/json"}
FROZEN = ("programs.Question:frozen_with_call", "programs.QuestionSection:frozen_with_call")


@pytest.fixture
def draft(call, company):
    """A draft in which all is missing."""
    return ApplicationFactory(call=call, company=company, title="", requested_won=None)


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


def path(application, code: str) -> str:
    return reverse("programs:application-section", args=[application.pk, code])


def overview(application) -> str:
    return reverse("programs:application-edit", args=[application.pk])


def shown(client, application, code: str) -> dict:
    """What the page holds for itself, as a browser sends it back."""
    editor = client.get(path(application, code)).context["editor"]
    return {"seen": editor.seen, "shown": editor.shown}


def amend(model, pk: int, **fields) -> None:
    """As a published amendment writes it."""
    with pgtrigger.ignore(*FROZEN):
        model.all_objects.filter(pk=pk).update(**fields)


def values(application) -> list:
    application.refresh_from_db()
    return list(application.answers.order_by("question").values_list("value", flat=True))


@pytest.fixture
def sections(company):
    """A draft of a call with a question in no section and two in one, and their code."""
    call = CallFactory(parts=True)
    section = QuestionSection.objects.create(call=call, label_ko="사업화 계획")
    first, second = QuestionFactory.create_batch(2, call=call, section=section)
    application = ApplicationFactory(call=approved(call), company=company)
    return application, f"questions-{section.pk}", first, second


def test_overview_lists_the_sections_with_what_each_lacks(as_applicant, sections):
    application, code, _first, _second = sections

    response = as_applicant.get(overview(application))

    told = [(step.code, step.is_done, len(tasks)) for step, tasks in response.context["rows"]]
    assert told == [
        ("head", True, 0),
        ("questions", False, 1),
        (code, False, 2),
        ("documents", False, 1),
    ]
    assert response.context["next_step"].url == path(application, "questions")
    assert (response.context["done_count"], response.context["section_count"]) == (1, 4)


def test_overview_of_a_complete_draft_leads_to_the_check(as_applicant, call, company):
    application = complete_application(call=call, company=company)

    response = as_applicant.get(overview(application))

    assert response.context["next_step"].code == "check"


@pytest.mark.parametrize("item_count", [1, 3])
def test_pages_cost_the_same_with_more_sections(as_applicant, company, item_count):
    call = CallFactory(parts=True)
    for number in range(item_count):
        section = QuestionSection.objects.create(call=call, label_ko=f"{number}")
        QuestionFactory(call=call, section=section)
    ConsentTextFactory()
    application = ApplicationFactory(call=approved(call), company=company)

    costs = [
        statements(as_applicant, address)
        for address in (
            overview(application),
            path(application, "head"),
            path(application, f"questions-{section.pk}"),
            path(application, "consents"),
        )
    ]

    assert costs == [3, 2, 6, 5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_section_has_its_page(as_applicant, sections, language):
    application, code, *_questions = sections
    ConsentTextFactory()
    as_applicant.cookies["django_language"] = language

    for name in ("head", "questions", code, "consents"):
        response = as_applicant.get(path(application, name))

        assert response.status_code == 200
        assert response.context["step"].code == name


@pytest.mark.parametrize(
    "code", ["documents", "check", "nothing", "head-1", "questions-x", "questions-", "consents-1"]
)
def test_what_is_no_section_is_not_found(as_applicant, draft, code):
    assert as_applicant.get(path(draft, code)).status_code == 404


def test_a_section_that_is_not_there_leads_to_the_overview(as_applicant, draft):
    assert as_applicant.get(path(draft, "questions-999999")).url == overview(draft)
    assert as_applicant.get(path(draft, "consents")).url == overview(draft)


def test_sections_are_for_the_applicant(client, other_applicant, draft):
    client.force_login(other_applicant)

    assert client.get(path(draft, "head")).status_code == 404
    assert client.post(path(draft, "head"), {"title": "남"}).status_code == 404


def test_save_goes_on_to_the_next_section(as_applicant, draft):
    given = {**shown(as_applicant, draft, "head"), "title": "실증", "requested_won": "100만"}

    response = as_applicant.post(path(draft, "head"), {**given, "onward": "1"})

    draft.refresh_from_db()
    assert (draft.title, draft.requested_won) == ("실증", 1_000_000)
    assert response.url == path(draft, "questions")


def test_save_goes_back_to_the_overview(as_applicant, draft):
    (question,) = draft.call.questions.all()
    given = {**shown(as_applicant, draft, "questions"), f"question_{question.pk}": "답"}

    response = as_applicant.post(path(draft, "questions"), {**given, "done": "1"})

    assert response.url == overview(draft)
    assert values(draft) == ["답"]


def test_autosave_answers_with_the_time_of_the_database(as_applicant, draft):
    given = {**shown(as_applicant, draft, "head"), "title": "실증"}

    response = as_applicant.post(path(draft, "head"), given, headers=JSON)

    draft.refresh_from_db()
    at = timezone.localtime(draft.saved_at)
    assert response.json() == {
        "refusal": "",
        "faults": [],
        "clashing": [],
        "seen": shown(as_applicant, draft, "head")["seen"],
        "at": f"{at:%H:%M:%S}",
        "progress": {
            "done": [],
            "count": 0,
            "words": as_applicant.get(overview(draft)).context["progress"],
        },
    }


@pytest.fixture
def stale(as_applicant, draft):
    """A page that shows an empty answer, and what a colleague has answered since."""
    (question,) = draft.call.questions.all()
    page = shown(as_applicant, draft, "questions")
    save_draft(draft, by=draft.created_by, title="", requested_won=None, answers={question: "동료"})
    return {**page, f"question_{question.pk}": "나"}


def decide(client, application, code: str, given: dict, response, **pressed):
    """Press a button of one field, on the page that sets two texts side by side."""
    editor = response.context["editor"]
    page = {"seen": editor.seen, "shown": editor.shown, "met": editor.met}
    return client.post(path(application, code), {**given, **page, **pressed})


def clashes(response) -> list:
    return [
        (clash.name, line.label, line.before, line.after)
        for clash in response.context["editor"].clashes
        for line in clash.lines
    ]


def test_a_stale_page_gets_both_texts_and_overwrites_nothing(as_applicant, draft, stale):
    (question,) = draft.call.questions.all()

    refused = as_applicant.post(path(draft, "questions"), stale, headers=JSON)
    response = as_applicant.post(path(draft, "questions"), stale)
    again = decide(as_applicant, draft, "questions", stale, response, more="1")

    assert (refused.status_code, refused.json()["refusal"]) == (409, "changed")
    assert refused.json()["clashing"] == [question.label]
    for page in (response, again):
        assert clashes(page) == [(str(question.pk), question.label, "동료", "나")]
        assert response.context["writing"].actor == draft.created_by
    assert values(draft) == ["동료"]


def test_of_two_texts_ones_own_stands_where_that_is_pressed(as_applicant, draft, stale):
    (question,) = draft.call.questions.all()
    page = as_applicant.post(path(draft, "questions"), stale)

    response = decide(as_applicant, draft, "questions", stale, page, mine=question.pk)

    assert (response.url, values(draft)) == (path(draft, "questions"), ["나"])


def test_of_two_texts_the_saved_one_stands_where_that_is_pressed(as_applicant, draft, stale):
    (question,) = draft.call.questions.all()
    page = as_applicant.post(path(draft, "questions"), stale)

    response = decide(as_applicant, draft, "questions", stale, page, theirs=question.pk)

    assert (response.url, values(draft)) == (path(draft, "questions"), ["동료"])


def test_a_text_that_came_after_the_one_beside_ones_own_is_not_overwritten(
    as_applicant, draft, stale
):
    (question,) = draft.call.questions.all()
    page = as_applicant.post(path(draft, "questions"), stale)
    save_draft(draft, by=draft.created_by, title="", requested_won=None, answers={question: "새"})

    response = decide(as_applicant, draft, "questions", stale, page, mine=question.pk)

    assert [clash[2:] for clash in clashes(response)] == [("새", "나")]
    assert values(draft) == ["새"]


def test_each_of_several_fields_is_decided_for_itself(as_applicant, draft):
    page = shown(as_applicant, draft, "head")
    save_draft(draft, by=draft.created_by, title="동료", requested_won=5, answers={})
    given = {**page, "title": "나", "requested_won": "1,000,000"}

    first = as_applicant.post(path(draft, "head"), given)
    second = decide(as_applicant, draft, "head", given, first, mine="requested_won")
    last = decide(as_applicant, draft, "head", given, second, theirs="title")

    draft.refresh_from_db()
    assert [(before, after) for _name, _label, before, after in clashes(first)] == [
        ("동료", "나"),
        ("5원", "1,000,000원"),
    ]
    assert [clash[0] for clash in clashes(second)] == ["title"]
    assert last.url == path(draft, "head")
    assert (draft.title, draft.requested_won) == ("동료", 1_000_000)


def test_a_field_that_was_left_as_it_was_keeps_the_colleagues_text(as_applicant, draft):
    page = shown(as_applicant, draft, "head")
    save_draft(draft, by=draft.created_by, title="동료", requested_won=None, answers={})

    given = {**page, "title": "", "requested_won": "7"}
    told = as_applicant.post(path(draft, "head"), given, headers=JSON)
    again = {**given, "seen": told.json()["seen"], "requested_won": "8"}
    as_applicant.post(path(draft, "head"), again, headers=JSON)

    draft.refresh_from_db()
    assert told.json()["refusal"] == ""
    assert (draft.title, draft.requested_won) == ("동료", 8)


def test_what_is_asked_about_stands_among_what_the_colleague_saved(as_applicant, sections):
    application, code, first, second = sections
    page = shown(as_applicant, application, code)
    for question in (first, second):
        AnswerFactory(application=application, question=question, value="동료")
    given = {**page, f"question_{first.pk}": "나", f"question_{second.pk}": ""}

    response = as_applicant.post(path(application, code), given)

    form = response.context["form"]
    assert [form[f"question_{one.pk}"].value() for one in (first, second)] == ["나", "동료"]
    assert [clash[0] for clash in clashes(response)] == [str(first.pk)]
    given[f"question_{second.pk}"] = "동료"
    decide(as_applicant, application, code, given, response, mine=first.pk)
    assert values(application) == ["나", "동료"]


def test_a_page_that_says_not_what_it_showed_fills_in_and_overwrites_nothing(as_applicant, draft):
    save_draft(draft, by=draft.created_by, title="동료", requested_won=None, answers={})

    response = as_applicant.post(path(draft, "head"), {"title": "나", "requested_won": "7"})

    draft.refresh_from_db()
    assert [clash[0] for clash in clashes(response)] == ["title"]
    assert (draft.title, draft.requested_won) == ("동료", 7)


def test_who_wrote_in_another_window_is_told_so(client, draft, applicant):
    colleague = CompanyMemberFactory(company=draft.company).user
    client.force_login(applicant)
    page = shown(client, draft, "head")
    own = client.post(path(draft, "head"), {**page, "title": "나"}, headers=JSON).json()
    response = client.post(path(draft, "head"), {**page, "title": "또 나"})
    client.force_login(colleague)
    given = {"seen": own["seen"], "title": "동료"}
    client.post(path(draft, "head"), given)
    client.force_login(applicant)
    after_colleague = client.post(path(draft, "head"), {**page, "title": "또 나"})

    told = [
        (one.context["is_own"], one.context["writing"].actor) for one in (response, after_colleague)
    ]
    assert told == [(True, applicant), (False, colleague)]


def test_a_colleague_in_another_section_is_no_conflict(as_applicant, draft):
    pages = {code: shown(as_applicant, draft, code) for code in ("head", "questions")}
    (question,) = draft.call.questions.all()
    answer = {f"question_{question.pk}": "답"}

    as_applicant.post(path(draft, "head"), {**pages["head"], "title": "제목"})
    response = as_applicant.post(path(draft, "questions"), {**pages["questions"], **answer})

    assert response.status_code == 302
    assert (values(draft), draft.title) == (["답"], "제목")


KINDS = [
    ("short", "가" * 11),
    ("long", "가" * 11),
    ("number", "many"),
    ("money", "-5"),
    ("money", "1.5"),
    ("date", "2020-02-31"),
    ("choice", "셋"),
    ("choices", "셋"),
]


@pytest.fixture
def many_questions(company):
    """Kind → the question of that kind, in an open call with a draft of the company."""
    call = CallFactory()
    CriterionFactory(call=call)
    QuestionFactory(call=call, label_ko="바른 칸")
    choice = {"options": ["하나", "둘"]}
    table = {"columns": [{"key": "c1", "label_ko": "이름", "kind": "short"}]}
    questions = {
        kind: QuestionFactory(
            call=call,
            kind=kind,
            **(choice if kind.startswith("choice") else table if kind == "table" else {}),
            max_length=10,
        )
        for kind in QuestionKind
    }
    return ApplicationFactory(call=call, company=company), questions


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "value"), KINDS)
def test_what_is_not_valid_stays_on_the_page_and_the_rest_is_saved(
    as_applicant, many_questions, kind, value, language
):
    application, questions = many_questions
    approved(application.call)
    as_applicant.cookies["django_language"] = language
    good = application.call.questions.first()
    field = f"question_{questions[kind].pk}"
    given = {f"question_{good.pk}": "두고온글", field: value}
    given |= shown(as_applicant, application, "questions")

    told = as_applicant.post(path(application, "questions"), given, headers=JSON)
    response = as_applicant.post(
        path(application, "questions"), given | {"seen": told.json()["seen"]}
    )

    page = response.content.decode()
    assert (told.status_code, told.json()["refusal"]) == (422, "invalid")
    (fault,) = told.json()["faults"]
    assert (fault["name"], fault["label"]) == (field, response.context["form"][field].label)
    assert fault["message"] in response.context["form"].errors[field]
    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page
    assert kind.startswith("choice") or value in page
    assert application.answers.get(question=good).value == "두고온글"
    assert not application.answers.filter(question=questions[kind]).exists()


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [("title", "가" * 161, ("", 7)), ("requested_won", "0", ("실증", None))],
)
def test_a_bad_head_is_refused_at_its_field(as_applicant, draft, field, value, kept):
    given = {"title": "실증", "requested_won": "7", **shown(as_applicant, draft, "head")}

    response = as_applicant.post(path(draft, "head"), given | {field: value})

    draft.refresh_from_db()
    assert list(response.context["form"].errors) == [field]
    assert (draft.title, draft.requested_won) == kept


def test_after_closing_what_was_typed_stays_on_the_page(as_applicant, draft):
    given = {**shown(as_applicant, draft, "head"), "title": "어제까지 쓴 글"}
    close(draft.call)

    response = as_applicant.post(path(draft, "head"), given)
    told = as_applicant.post(path(draft, "head"), given, headers=JSON)

    draft.refresh_from_db()
    assert "어제까지 쓴 글" in response.content.decode()
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert (told.status_code, told.json()["refusal"], draft.title) == (409, "closed", "")


def test_a_section_of_a_closed_call_leads_to_the_application(as_applicant, draft):
    close(draft.call)

    assert as_applicant.get(path(draft, "head")).url == draft.get_absolute_url()


def test_an_answer_to_a_question_that_was_removed_meanwhile_is_kept_and_shown(
    as_applicant, sections
):
    application, code, first, second = sections
    page = shown(as_applicant, application, code)
    typed = {f"question_{first.pk}": "사라진 문항의 답", f"question_{second.pk}": "남은 답"}
    amend(Question, first.pk, removed_at=timezone.now())

    response = as_applicant.post(
        path(application, code), {**page, **typed, "done": "1"}, follow=True
    )

    assert values(application) == ["사라진 문항의 답", "남은 답"]
    assert "사라진 문항의 답" in response.content.decode()
    assert "사라진 문항의 답" in as_applicant.get(path(application, code)).content.decode()


def test_a_section_that_was_removed_meanwhile_takes_what_was_typed(as_applicant, sections):
    application, code, first, second = sections
    page = shown(as_applicant, application, code)
    for question in (first, second):
        amend(Question, question.pk, removed_at=timezone.now())
    amend(QuestionSection, first.section_id, removed_at=timezone.now())

    typed = {f"question_{first.pk}": "사라진 절의 답"}
    response = as_applicant.post(path(application, code), {**page, **typed}, follow=True)

    assert response.redirect_chain == [(overview(application), 302)]
    assert "사라진 절의 답" in response.content.decode()


def test_an_answer_to_a_question_of_another_kind_by_now_is_shown(as_applicant, sections):
    application, code, first, second = sections
    page = shown(as_applicant, application, code)
    typed = {f"question_{first.pk}": "줄글로 쓴 답", f"question_{second.pk}": "다른 답"}
    amend(Question, first.pk, kind="consent")

    told = as_applicant.post(path(application, code), {**page, **typed}, headers=JSON)
    response = as_applicant.post(
        path(application, code), {**page, **typed, "seen": told.json()["seen"]}
    )

    left = [(one.label, one.text) for one in response.context["editor"].leftovers]
    assert (told.status_code, told.json()["refusal"]) == (409, "amended")
    assert left == [(first.label, "줄글로 쓴 답")]
    assert "줄글로 쓴 답" in response.content.decode()
    assert values(application) == ["다른 답"]


def test_a_question_that_the_page_did_not_show_is_left_alone(as_applicant, sections):
    application, code, first, second = sections
    amend(Question, first.pk, removed_at=timezone.now())
    page = shown(as_applicant, application, code)
    amend(Question, first.pk, removed_at=None)
    AnswerFactory(application=application, question=first, value="동료의 답")

    as_applicant.post(path(application, code), {**page, f"question_{second.pk}": "나"})

    assert values(application) == ["동료의 답", "나"]


def test_a_text_put_back_on_a_page_with_a_new_question_saves_both(as_applicant, sections):
    application, code, first, second = sections
    amend(Question, first.pk, removed_at=timezone.now())
    old_page = shown(as_applicant, application, code)
    amend(Question, first.pk, removed_at=None)
    typed = {f"question_{first.pk}": "새 문항", f"question_{second.pk}": "옛 문항"}

    as_applicant.post(path(application, code), {**old_page, **typed})

    assert values(application) == ["새 문항", "옛 문항"]


def test_cells_of_a_column_that_was_removed_meanwhile_are_shown(as_applicant, company):
    call = CallFactory()
    CriterionFactory(call=call)
    columns = [{"key": key, "label_ko": key, "kind": "short"} for key in ("a", "b")]
    table = QuestionFactory(call=call, kind="table", columns=columns)
    application = ApplicationFactory(call=call, company=company)
    approved(call)
    page = shown(as_applicant, application, "questions")
    amend(Question, table.pk, columns=columns[:1])
    cells = {f"question_{table.pk}-0-a": "남은 칸", f"question_{table.pk}-0-b": "사라진 칸"}

    response = as_applicant.post(path(application, "questions"), {**page, **cells})

    assert [one.text for one in response.context["editor"].leftovers] == ["사라진 칸"]
    assert values(application) == [[{"a": "남은 칸"}]]


@pytest.fixture
def across(company):
    """A choice in one section, on which a question in another depends, and one on that."""
    call = CallFactory()
    CriterionFactory(call=call)
    section = QuestionSection.objects.create(call=call, label_ko="수출")
    first = QuestionFactory(call=call, kind="choice", options=["예", "아니오"])
    second = QuestionFactory(
        call=call,
        section=section,
        condition_question=first,
        condition_values=["예"],
        kind="choice",
        options=["유럽", "미국"],
    )
    third = QuestionFactory(
        call=call, section=section, condition_question=second, condition_values=["유럽"]
    )
    application = ApplicationFactory(call=call, company=company)
    approved(call)
    return application, f"questions-{section.pk}", first, second, third


def test_a_section_that_depends_on_another_is_there_once_it_is_asked(as_applicant, across):
    application, code, first, second, third = across

    before = as_applicant.get(path(application, code)).status_code
    AnswerFactory(application=application, question=first, value="예")
    response = as_applicant.get(path(application, code))

    ((_section, places),) = response.context["form"].sections
    assert before == 302
    assert [place.question for place in places] == [second, third]
    assert [place.depends_on for place in places] == ["", f"question_{second.pk}"]


def test_a_text_with_markup_is_text(as_applicant, company):
    call = CallFactory()
    CriterionFactory(call=call)
    QuestionFactory(call=call, help_ko="<b>굵게</b>")
    application = ApplicationFactory(call=approved(call), company=company)

    page = as_applicant.get(path(application, "questions")).content.decode()

    assert "&lt;b&gt;굵게" in page
    assert "<b>굵게" not in page


def test_timeline_tells_once_who_wrote_where(as_applicant, applicant, draft):
    for text in ("하나", "둘"):
        given = {**shown(as_applicant, draft, "head"), "title": text}
        as_applicant.post(path(draft, "head"), given)

    response = as_applicant.get(draft.get_absolute_url())

    told = [(item.who, item.text) for item in response.context["timeline"]]
    assert told == [(applicant.name, str(ApplicationSection.HEAD.label))]


def test_two_members_see_each_others_texts(client, draft, applicant):
    colleague = CompanyMemberFactory(company=draft.company).user
    client.force_login(applicant)
    stale = shown(client, draft, "head")
    client.force_login(colleague)
    client.post(path(draft, "head"), {**shown(client, draft, "head"), "title": "동료의 제목"})
    client.force_login(applicant)

    response = client.post(path(draft, "head"), {**stale, "title": "나의 제목"})

    page = response.content.decode()
    assert "동료의 제목" in page
    assert "나의 제목" in page
    assert colleague.name in page
    assert Application.objects.get().title == "동료의 제목"


@pytest.fixture
def texts(db):
    return {
        topic: ConsentTextFactory(topic=topic, version=1)
        for topic in ("personal_data", "provision")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_consents_are_asked_one_by_one_and_none_is_ticked(as_applicant, draft, texts, language):
    as_applicant.cookies["django_language"] = language

    page = as_applicant.get(path(draft, "consents")).content.decode()

    assert page.count('type="radio"') == 4
    assert "checked" not in page
    assert all(text.body_ko in page for text in texts.values())


def test_consents_are_kept_for_who_gave_them(as_applicant, applicant, draft, texts):
    given = {"personal_data": "yes", "provision": "no", **shown(as_applicant, draft, "consents")}

    response = as_applicant.post(path(draft, "consents"), {**given, "done": "1"})

    answers = draft.consents.values_list("person", "text__topic", "is_given").order_by("pk")
    assert response.url == overview(draft)
    answered = {(applicant.pk, "personal_data", True), (applicant.pk, "provision", False)}
    assert set(answers) == answered


def test_a_text_that_changed_while_it_was_read_is_not_consented_to(as_applicant, draft, texts):
    given = {"personal_data": "yes", "provision": "yes", **shown(as_applicant, draft, "consents")}
    ConsentTextFactory(topic="personal_data", version=2, body_ko="새 문안")

    response = as_applicant.post(path(draft, "consents"), given)

    page = response.content.decode()
    assert [one.label for one in response.context["editor"].leftovers] != []
    assert "새 문안" in page
    assert list(draft.consents.values_list("text__topic", flat=True)) == ["provision"]


def test_consents_of_a_colleague_are_not_shown(client, draft, applicant, texts):
    client.force_login(applicant)
    given = {"personal_data": "yes", **shown(client, draft, "consents")}
    client.post(path(draft, "consents"), given)

    client.force_login(CompanyMemberFactory(company=draft.company).user)

    assert "checked" not in client.get(path(draft, "consents")).content.decode()


def test_check_names_the_consents_that_are_missing(as_applicant, call, company, texts):
    application = complete_application(call=call, company=company)
    check = reverse("programs:application-check", args=[application.pk])

    urls = [task.url for task in as_applicant.get(check).context["tasks"]]

    address = path(application, "consents")
    assert urls == [f"{address}#id_personal_data", f"{address}#id_provision"]
    page = as_applicant.get(address).content.decode()
    assert all(f'id="{url.partition("#")[2]}"' in page for url in urls)


def test_a_page_of_somebody_else_saves_nothing(as_applicant, draft, texts):
    """Who signs in where a colleague's page stands open gives no consent in their name."""
    given = {"personal_data": "yes", **shown(as_applicant, draft, "consents"), "writer": "0"}

    told = as_applicant.post(path(draft, "consents"), given, headers=JSON)
    response = as_applicant.post(path(draft, "consents"), given)

    assert (told.status_code, told.json()["refusal"]) == (409, "another")
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert draft.consents.count() == 0


def test_what_was_consented_to_stands_in_what_was_received(
    as_applicant, applicant, call, company, texts
):
    application = complete_application(call=call, company=company)
    give_consents(application, by=applicant)
    submit_application(application, by=applicant)

    response = as_applicant.get(application.get_absolute_url())

    told = [(line.version, line.is_given) for line in response.context["received"]["consents"]]
    assert told == [(1, True), (1, True)]


@pytest.mark.parametrize(
    ("title", "kept"), [("\u3164\u200b", ""), ("실\u202e증\n과제", "실증 과제")]
)
def test_title_stands_on_one_line_and_can_be_read(as_applicant, draft, title, kept):
    given = {**shown(as_applicant, draft, "head"), "title": title, "requested_won": "7"}

    as_applicant.post(path(draft, "head"), given, headers=JSON)

    draft.refresh_from_db()
    assert (draft.title, draft.requested_won) == (kept, 7)


@pytest.mark.parametrize("key", ["999999", "9" * 18, "9" * 30, "9" * 4400, "٣"])
def test_section_that_the_call_never_had_takes_nothing(as_applicant, draft, key):
    question = draft.call.questions.get()
    address = f"/applications/{draft.pk}/sections/questions-{key}/"
    typed = {"shown": f"{question.pk}:{question.kind}", f"question_{question.pk}": "답", "seen": ""}

    assert as_applicant.get(address).status_code == (302 if len(key) in (6, 18) else 404)
    assert as_applicant.post(address, typed, headers=JSON).status_code == 404
    assert not draft.answers.exists()


def test_section_of_another_call_takes_nothing(as_applicant, draft):
    other = QuestionSection.objects.create(call=CallFactory(), label_ko="남")

    assert as_applicant.post(path(draft, f"questions-{other.pk}"), headers=JSON).status_code == 404


def test_section_that_was_taken_out_still_takes_what_was_typed(as_applicant, company):
    call = CallFactory()
    section = QuestionSection.objects.create(call=call, label_ko="칸")
    question = QuestionFactory(call=call, section=section)
    CriterionFactory(call=call)
    draft = ApplicationFactory(call=approved(call), company=company)
    code = f"questions-{section.pk}"
    given = {**shown(as_applicant, draft, code), f"question_{question.pk}": "답"}
    amend(Question, question.pk, removed_at=timezone.now())
    amend(QuestionSection, section.pk, removed_at=timezone.now())

    as_applicant.post(path(draft, code), given, headers=JSON)

    assert values(draft) == ["답"]
