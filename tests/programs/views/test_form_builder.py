"""The pages on which an agency builds the application form of a draft."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from programs.models import FormTemplate, Question, QuestionSection
from programs.queries.form import version_of
from tests.amending import begun
from tests.counting import statements
from tests.factories.programs import CallFactory, QuestionFactory, open_call
from tests.factories.zones import AgencyMemberFactory

LANGUAGES = ["ko", "en"]


@pytest.fixture
def call(membership):
    return CallFactory(agency=membership.agency)


def path(name: str, call, *more) -> str:
    return reverse(f"programs:call-{name}", args=[call.pk, *more])


def new(call, kind: str) -> str:
    return f"{path('question-new', call)}?kind={kind}"


def question(call, **fields):
    return QuestionFactory(call=call, **fields)


def choice(call, **fields):
    return question(call, kind="choice", options=["예", "아니오"], **fields)


def columns(*rows: dict) -> dict:
    given = {"columns-TOTAL_FORMS": len(rows), "columns-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        given |= {f"columns-{number}-{name}": value for name, value in row.items()}
    return given


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("short", {"max_length"}), ("long", {"max_length"}), ("number", {"unit"}),
        ("money", set()), ("date", set()), ("choice", {"options", "options_en"}),
        ("choices", {"options", "options_en"}), ("consent", set()), ("table", {"row_limit"}),
        ("file", set()), ("riddle", {"max_length"}), ("", {"max_length"}),
    ],
)  # fmt: skip
def test_new_asks_only_what_the_kind_needs(as_agency, call, kind, fields):
    form = as_agency.get(new(call, kind)).context["form"]

    always = {"label_ko", "label_en", "help_ko", "help_en", "is_required", "section"}
    assert set(form.fields) == always | fields


def test_new_choice(as_agency, call):
    given = {"label_ko": "분야", "options": "수소\r\n\r\n 항공 ", "options_en": "hydrogen\nair"}

    response = as_agency.post(new(call, "choice"), given)

    made = call.questions.get()
    assert response.url == f"{path('questions', call)}#question-{made.pk}"
    assert (made.options, made.options_en) == (["수소", "항공"], ["hydrogen", "air"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "changed", "fields"),
    [
        ("long", {"label_ko": ""}, ["label_ko"]),
        ("long", {"label_ko": "x\x00"}, ["label_ko"]),
        ("long", {"max_length": "99999"}, ["max_length"]),
        ("long", {"section": "999999"}, ["section"]),
        ("choice", {"options": "하나"}, ["options"]),
        ("choice", {"options": "하나\n하나"}, ["options"]),
        ("choice", {"options": "하나\n둘", "options_en": "one"}, ["options_en"]),
        ("choice", {"options": "가" * 121 + "\n둘"}, ["options"]),
        ("choice", {"options": "\n".join(map(str, range(101)))}, ["options"]),
        ("table", {**columns({"label_ko": "가"}), "row_limit": "-1"}, ["row_limit"]),
    ],
)
def test_new_refuses_at_the_field(as_agency, call, kind, changed, fields, language):
    as_agency.cookies["django_language"] = language
    given = {"label_ko": "분야", "help_ko": "남은 도움말", **changed}

    response = as_agency.post(new(call, kind), given)

    page = response.content.decode()
    assert [name for name in response.context["form"].errors if name != "__all__"] == fields
    assert f'id="id_{fields[0]}_error"' in page
    assert "남은 도움말" in page
    assert call.questions.count() == 0


def test_new_table(as_agency, call):
    given = columns(
        {"label_ko": "비용", "kind": "money", "ORDER": "2"},
        {"label_ko": "역할", "kind": "choice", "options": "책임\n참여", "ORDER": "1"},
        {"label_ko": "", "kind": "short"},
        {"label_ko": "뺌", "kind": "short", "DELETE": "on"},
    )

    as_agency.post(new(call, "table"), {"label_ko": "인력", **given})

    assert [(row["label_ko"], row["key"]) for row in call.questions.get().columns] == [
        ("역할", "c1"),
        ("비용", "c2"),
    ]


@pytest.mark.parametrize("given", [{}, columns({"label_ko": ""}), columns({"kind": "x"})])
def test_table_without_columns_comes_back(as_agency, call, given):
    response = as_agency.post(new(call, "table"), {"label_ko": "인력", **given})

    assert (response.status_code, call.questions.count()) == (200, 0)
    assert "인력" in response.content.decode()


def test_condition_is_chosen_from_earlier_choices(as_agency, call):
    first = choice(call, position=1)
    question(call, position=2)
    text = question(call, position=3)
    choice(call, position=4)

    form = as_agency.get(path("question", call, text.pk)).context["form"]
    given = {"label_ko": "글", "condition": [f"{first.pk}:예"], "seen": version_of(text)}
    as_agency.post(path("question", call, text.pk), given)

    text.refresh_from_db()
    assert [label for label, _answers in form.fields["condition"].choices] == [first.label_ko]
    assert (text.condition_question, text.condition_values) == (first, ["예"])


def test_condition_of_two_questions_is_refused(as_agency, call):
    first, second = choice(call), choice(call)
    both = [f"{first.pk}:예", f"{second.pk}:예"]

    response = as_agency.post(new(call, "long"), {"label_ko": "글", "condition": both})

    assert list(response.context["form"].errors) == ["condition"]


def test_edit_from_a_stale_page_shows_both_texts(as_agency, call):
    part = question(call, label_ko="처음")
    seen = version_of(part)
    call.questions.update(label_ko="동료의 글")

    response = as_agency.post(
        path("question", call, part.pk), {"label_ko": "나의 글", "seen": seen}
    )

    page = response.content.decode()
    assert ("동료의 글" in page, "나의 글" in page) == (True, True)
    assert call.questions.get().label_ko == "동료의 글"
    again = {"label_ko": "나의 글", "seen": response.context["seen"]}
    as_agency.post(path("question", call, part.pk), again)
    assert call.questions.get().label_ko == "나의 글"


def hidden(page: str) -> dict:
    """What the page sends by itself."""
    found = re.findall(r'<input type="hidden" name="(kind|seen)" value="([^"]*)"', page)
    return dict(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("fields", "typed"),
    [
        ({"kind": "long"}, {"label_ko": "나의 글", "help_ko": "나의 도움말", "max_length": "70"}),
        ({"kind": "choice", "options": ["가", "나"]}, {"label_ko": "나의 글", "options": "다\n라"}),
        (
            {"kind": "table", "columns": [{"key": "c1", "label_ko": "이름", "kind": "short"}]},
            {"label_ko": "나의 글", **columns({"key": "c1", "label_ko": "내 칸", "kind": "money"})},
        ),
    ],
)
def test_question_that_a_colleague_deleted_is_added_anew(as_agency, call, fields, typed, language):
    as_agency.cookies["django_language"] = language
    part = question(call, **fields)
    address = path("question", call, part.pk)
    given = hidden(as_agency.get(address).content.decode()) | typed
    call.questions.all().delete()

    response = as_agency.post(address, given)

    page = response.content.decode()
    texts = [text for name, text in typed.items() if name.endswith(("_ko", "options", "length"))]
    assert all(text in page for text in texts)
    assert len(response.context["form"].non_field_errors()) == 1
    assert f'action="{new(call, fields["kind"])}"' in page
    as_agency.post(response.context["action"], hidden(page) | typed)
    added = call.questions.get()
    assert (added.kind, added.label_ko) == (fields["kind"], "나의 글")
    assert [column["label_ko"] for column in added.columns] == ["내 칸"] * (part.kind == "table")


def test_section_that_a_colleague_deleted_is_added_anew(as_agency, call):
    section = QuestionSection.objects.create(call=call, label_ko="이전")
    address = path("form-section", call, section.pk)
    given = {"label_ko": "나의 제목", "seen": version_of(section)}
    section.delete()

    response = as_agency.post(address, given)

    assert "나의 제목" in response.content.decode()
    assert len(response.context["form"].non_field_errors()) == 1
    as_agency.post(response.context["action"], given)
    assert call.sections.get().label_ko == "나의 제목"


def test_question_that_is_deleted_while_it_is_saved_is_added_anew(as_agency, call):
    part = question(call)
    given = {"label_ko": "나의 글", "seen": version_of(part)}

    def colleague_is_faster(execute, sql, *rest):
        if "FOR NO KEY UPDATE" in sql:
            Question.objects.filter(pk=part.pk).delete()
        return execute(sql, *rest)

    with connection.execute_wrapper(colleague_is_faster):
        response = as_agency.post(path("question", call, part.pk), given)

    assert "나의 글" in response.content.decode()
    assert response.context["action"] == new(call, part.kind)


@pytest.mark.parametrize("name", ["question", "form-section"])
def test_page_of_what_is_deleted_is_not_found(as_agency, call, name):
    assert as_agency.get(path(name, call, 0)).status_code == 404


def test_edit_after_a_colleague_submitted_keeps_what_was_typed(as_agency, call):
    part = question(call)
    type(call).objects.filter(pk=call.pk).update(state="discarded")

    response = as_agency.post(
        path("question", call, part.pk), {"label_ko": "나의 글", "seen": version_of(part)}
    )

    assert response.status_code == 200
    assert "나의 글" in response.content.decode()


def test_questions_are_moved_and_deleted(as_agency, call):
    first, second = question(call, position=1), question(call, position=2)

    as_agency.post(path("question-move", call, second.pk), {"to": "up"})
    order = [one.pk for one in call.questions.all()]
    for _click in range(2):
        response = as_agency.post(path("question-delete", call, first.pk))

    assert order == [second.pk, first.pk]
    assert response.url == path("questions", call)
    assert list(call.questions.all()) == [second]


@pytest.mark.parametrize(
    ("to", "level", "order"), [("up", "info", [0, 1]), ("down", "success", [1, 0])]
)
def test_who_moves_a_question_keeps_the_focus_on_its_button(as_agency, call, to, level, order):
    parts = [question(call, position=1), question(call, position=2)]

    response = as_agency.post(path("question-move", call, parts[0].pk), {"to": to}, follow=True)

    (message,) = response.context["messages"]
    focused = re.findall(r"<button[^>]*autofocus[^>]*>", response.content.decode())
    action = response.content.decode().partition(focused[0])[0].rpartition('action="')[2]
    assert (message.level_tag, len(focused)) == (level, 1)
    assert f'value="{to}"' in focused[0]
    assert action.startswith(path("question-move", call, parts[0].pk))
    assert list(call.questions.all()) == [parts[number] for number in order]


@pytest.mark.parametrize(
    ("other", "values", "words"),
    [
        ({"kind": "choice", "options": ["예", "아니오", "모름"]}, ["예", "모름"], "예, 모름"),
        ({"kind": "consent"}, ["yes"], "동의함"),
    ],
)
def test_the_list_says_which_answer_leads_to_a_question(as_agency, call, other, values, words):
    first = question(call, label_ko="수출합니까?", **other)
    question(call, position=2, condition_question=first, condition_values=values)

    page = as_agency.get(path("questions", call)).content.decode()

    assert f"수출합니까? ({words})" in page


def test_delete_of_what_is_needed_is_refused_in_words(as_agency, call):
    first = choice(call)
    question(call, position=2, condition_question=first, condition_values=["예"], label_ko="딸린")

    response = as_agency.post(path("question-delete", call, first.pk), follow=True)

    (message,) = response.context["messages"]
    assert (message.level_tag, "딸린" in message.message) == ("error", True)
    assert call.questions.count() == 2


def test_sections(as_agency, call):
    as_agency.post(path("form-section-new", call), {"label_ko": "과제"})
    section = call.sections.get()
    part = question(call, section=section)

    given = {"label_ko": "개요", "seen": version_of(section)}
    as_agency.post(path("form-section", call, section.pk), given)
    as_agency.post(path("form-section-move", call, section.pk), {"to": "down"})
    renamed = call.sections.get().label_ko
    as_agency.post(path("form-section-delete", call, section.pk))

    part.refresh_from_db()
    assert (renamed, call.sections.count(), part.section) == ("개요", 0, None)


def test_parts_of_another_call_are_out_of_reach(as_agency, call):
    other = choice(CallFactory(), label_ko="남의 것")
    part = question(call, position=1)

    read = as_agency.get(path("question", call, other.pk))
    as_agency.post(path("question-delete", call, other.pk))
    as_agency.post(path("question-move", call, other.pk), {"to": "up"})
    asked = as_agency.post(
        path("question", call, part.pk),
        {"label_ko": "글", "condition": [f"{other.pk}:예"], "seen": version_of(part)},
    )

    assert (read.status_code, list(asked.context["form"].errors)) == (404, ["condition"])
    part.refresh_from_db()
    other.refresh_from_db()
    assert part.condition_question is None


@pytest.mark.parametrize("name", ["questions", "form-preview", "question-new", "form-copy"])
def test_pages_are_for_the_agency(client, call, name):
    client.force_login(AgencyMemberFactory().user)

    assert client.get(path(name, call)).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(("name", "cost"), [("questions", 8), ("form-preview", 3)])
def test_pages_cost_the_same_with_more_questions(as_agency, call, item_count, name, cost):
    for number in range(item_count):
        section = QuestionSection.objects.create(call=call, position=number + 1, label_ko="부")
        first = choice(call, section=section, position=number * 2)
        question(
            call, section=section, position=number * 2 + 1,
            condition_question=first, condition_values=["예"],
        )  # fmt: skip

    assert statements(as_agency, path(name, call)) == cost


@pytest.mark.parametrize("language", LANGUAGES)
def test_preview_shows_the_form_as_an_applicant_sees_it(as_agency, call, language):
    as_agency.cookies["django_language"] = language
    section = QuestionSection.objects.create(call=call, label_ko="과제 개요")
    first = choice(call, section=section, label_ko="수출")
    question(call, position=2, section=section, condition_question=first, condition_values=["예"])
    question(call, position=3, kind="file", label_ko="특허증")

    page = as_agency.get(path("form-preview", call)).content.decode()

    assert f'data-shown-if="question_{first.pk}"' in page
    assert ("과제 개요" in page, "특허증" in page) == (True, True)


def test_copy_from_a_template_an_own_and_a_published_call(as_agency, call, membership):
    published = open_call()
    own = CallFactory(agency=membership.agency, parts=True)
    as_agency.post(path("form-template", own), {"name_ko": "기본"})
    template = FormTemplate.objects.get()

    for given in ({"code": published.code}, {"call": own.pk}, {"template": template.pk}):
        response = as_agency.post(path("form-copy", call), given)
        assert response.url == path("questions", call)

    assert [one.label_ko for one in call.questions.all()] == [
        one.label_ko for one in own.questions.all()
    ]


def test_copy_offers_other_calls_by_code_and_title(as_agency, call, membership):
    own = open_call(agency=membership.agency)
    begun(own, by=membership.user)

    page = as_agency.get(path("form-copy", call))

    _none, choice = page.context["form"].fields["call"].choices
    assert (choice[0].value, choice[1]) == (own.pk, f"{own.code} · {own.title}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_template_of_a_colleague_is_not_replaced(as_agency, membership, language):
    as_agency.cookies["django_language"] = language
    first, second = (CallFactory(agency=membership.agency, parts=True) for _call in range(2))
    as_agency.post(path("form-template", first), {"name_ko": "기본"})
    kept = FormTemplate.objects.get()

    response = as_agency.post(path("form-template", second), {"name_ko": "기본", "name_en": "x"})

    page = response.content.decode()
    assert list(response.context["template_form"].errors) == ["name_ko"]
    assert 'id="id_name_ko_error"' in page
    assert '<details class="disclosure" open>' in page
    now = FormTemplate.objects.get()
    assert (now.content, now.saved_at, now.name_en) == (kept.content, kept.saved_at, "")


@pytest.mark.parametrize("given", [{}, {"name_ko": " "}, {"name_ko": "x" * 121}])
def test_template_needs_its_name(as_agency, membership, given):
    call = CallFactory(agency=membership.agency, parts=True)

    response = as_agency.post(path("form-template", call), given)

    assert list(response.context["template_form"].errors) == ["name_ko"]
    assert not FormTemplate.objects.exists()


def test_copy_from_what_is_not_public_is_refused(as_agency, call):
    secret = CallFactory(parts=True)
    template = FormTemplate.objects.create(
        agency=AgencyMemberFactory().agency, name_ko="남의 것", content={}
    )

    for given in (
        {"code": secret.code}, {"call": secret.pk}, {"template": template.pk}, {},
        {"code": "x" * 999}, {"code": "\x00"}, {"call": "9" * 40},
    ):  # fmt: skip
        response = as_agency.post(path("form-copy", call), given)
        assert (response.status_code, bool(response.context["form"].errors)) == (200, True)

    assert call.questions.count() == 0
