"""The book of a panel: what it says, to whom, and what of it is never markup."""

import re

import pgtrigger
import pypdfium2
import pytest
from django.contrib.auth.models import Group
from django.utils import translation

from portal.common.digest import canonical, digest_of_content
from programs.actions.ranking import freeze_ranking
from programs.exports.book import SHORT, shortened
from programs.models import Criterion, Panel, Reading
from programs.queries.book import book_of
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    DocumentFactory,
    DrawFactory,
    PanelMemberFactory,
    PanelPlaceFactory,
    ReviewerFactory,
    SubmissionFactory,
    close,
    days,
    judged_panel,
    open_call,
    received_application,
    set_moments,
)
from tests.factories.programs.panels import PanelFactory
from tests.factories.reviewers import ConflictFactory
from tests.factories.zones import CompanyFactory, CompanyMemberFactory

pytestmark = pytest.mark.django_db
HOSTILE = '#read("/etc/passwd") $x$ [q] <b>굵게</b> =1+1 \u202e뒤집힘 😀 @a *b* _c_ <label>'


def handed_in(call, *, company="수소나라", **content):
    """Received, with a submission that holds its answers and its files."""
    application = received_application(call=call, company=CompanyFactory(name=f"㈜{company}"))
    question = call.questions.first()
    said = {
        "title": content.pop("title", f"{company}의 실증"),
        "requested_won": 120_000_000,
        "company": {"name": f"㈜{company}", "representative_name": "김대표"},
        "answers": [
            {
                "question": question.pk,
                "label": question.label_ko,
                "value": content.pop("answer", "주식회사 수 소나라는 실증한다"),
            }
        ],
        **content,
    }
    text = canonical(said)
    submission = SubmissionFactory(
        application=application, content=text, sha256=digest_of_content(text)
    )
    submission.documents.set(application.documents.all())
    return application


def panel_of(call, *applications, **fields):
    fields = {"meets_on": "2026-12-01", "meets_at": "14:00", "meets_where": "본원 2층", **fields}
    panel = PanelFactory(call=call, **fields)
    for position, application in enumerate(applications, start=1):
        PanelPlaceFactory(panel=panel, application=application, position=position)
    return Panel.objects.get(pk=panel.pk)


@pytest.fixture
def call(db):
    return open_call()


@pytest.fixture
def panel(call):
    panel = panel_of(call, handed_in(call))
    close(call)
    return panel


@pytest.fixture
def as_staff(client, staff):
    staff.language = "en"
    staff.save()
    client.force_login(staff)
    client.cookies["django_language"] = "en"
    return client


def path(panel) -> str:
    return f"/admin/programs/panel/{panel.pk}/book/"


def made(client, panel, **more):
    return client.post(path(panel), {"reason": "12월 회의", **more})


def pages_of(content: bytes) -> list[str]:
    """The words of each page without blanks: lines break anywhere in a long word."""
    document = pypdfium2.PdfDocument(content)
    pages = [re.sub(r"\s+", "", page.get_textpage().get_text_bounded()) for page in document]
    document.close()
    return pages


def text_of(response) -> str:
    assert response["Content-Type"] == "application/pdf"
    return "".join(pages_of(response.content))


def said(*words: object) -> list[str]:
    return [re.sub(r"\s+", "", str(word)) for word in words]


def test_cover_and_section_say_what_is_there(as_staff, panel):
    chair = PanelMemberFactory(panel=panel, role="chair")
    DrawFactory(panel=panel, seed="ab" * 32)
    criterion = panel.call.criteria.first()
    submission = panel.call.applications.get().submissions.get()

    text = text_of(made(as_staff, panel))

    for words in said(
        "Book of the panel", panel.call.title, panel.call.code, panel.name, "본원 2층", "14:00",
        chair.reviewer, "ab" * 32, submission.number, "㈜수소나라", "수소나라의 실증",
        "KRW 120,000,000", panel.call.questions.first().label_ko, "수 소나라는 실증한다",
        "사업계획서.pdf", criterion.label_ko, criterion.weight, "Questions and notes", "1/2", "2/2",
    ):  # fmt: skip
        assert words in text


def test_order_is_that_of_the_draw_with_the_pages_on_the_cover(as_staff, call):
    panel = panel_of(call, handed_in(call, company="다"), handed_in(call, company="나나나"))
    close(call)

    cover, first, second = pages_of(made(as_staff, panel).content)

    assert cover.index("다의실증") < cover.index("나나나의실증")
    assert "1.다의실증" in first
    assert "2.나나나의실증" in second
    assert re.search(r"다의실증2", cover)
    assert re.search(r"나나나의실증3", cover)


def test_anchors_stand_below_their_criterion(as_staff, call):
    anchors = [{"least": 18, "text_ko": "매우 뛰어남", "text_en": "outstanding"}]
    with pgtrigger.ignore("programs.Criterion:frozen_with_call"):
        Criterion.objects.filter(pk=call.criteria.first().pk).update(anchors=anchors)
    panel = panel_of(call, handed_in(call))
    close(call)

    text = text_of(made(as_staff, panel))

    assert "From18points:outstanding" in text


def test_in_korean(client, staff, panel):
    client.force_login(staff)

    text = text_of(made(client, panel))

    for words in said(panel.name, "120,000,000원", "2026. 12. 1.(화)"):
        assert words in text
    assert "KRW" not in text


def test_blind_names_no_company_no_person_and_no_file(as_staff, call):
    panel = panel_of(call, handed_in(call), is_blind=True)
    close(call)

    response = made(as_staff, panel)

    text = text_of(response)
    for secret in said("수소나라", "수 소나라", "김대표", "사업계획서.pdf"):
        assert secret not in text
    assert "[○○]의실증" in text
    assert "수소나라".encode() not in response.content
    assert "수소나라" not in response["Content-Disposition"]


def test_hostile_text_is_printed_as_text(as_staff, call):
    application = handed_in(call, title=HOSTILE, answer=HOSTILE)
    DocumentFactory(
        application=application, name="#image(1).pdf", required_document=None,
        question=call.questions.first(),
    )  # fmt: skip
    panel = panel_of(call, application, meets_where=HOSTILE[:60], name="#panic() 1분과")
    close(call)

    text = text_of(made(as_staff, panel))

    for words in said('#read("/etc/passwd")', "<U+202E>", "<U+1F600>", "*b*", "#panic()"):
        assert words in text


def test_long_answers_are_cut_at_a_word():
    text = shortened("가나다 " * SHORT)

    assert len(text) <= SHORT + 2
    assert text.endswith("가나다 …")
    assert shortened("한 줄\n두 줄") == "한 줄 두 줄"
    assert len(shortened("가" * 5 * SHORT)) == SHORT + 2


def test_scores_of_the_frozen_ranking_for_staff_only(as_staff, staff, call):
    panel = judged_panel([("30", "40")] * 2, [("20", "30")] * 2, call=call)
    freeze_ranking(panel, by=FoundationUserFactory(), reason="", unequal_reason="")
    ranking = panel.rankings.get()

    without = text_of(made(as_staff, panel))
    text = text_of(made(as_staff, panel, with_scores="on"))

    for words in said(ranking.sha256, "70.00", "50.00", "For staff of the foundation only"):
        assert words in text
        assert words not in without
    assert "Questionsandnotes" in without
    assert "Questionsandnotes" not in text


def test_who_judged_in_the_panel_gets_no_scores(as_staff, staff, call):
    panel = judged_panel([("30", "40")] * 2, call=call)
    freeze_ranking(panel, by=FoundationUserFactory(), reason="", unequal_reason="")
    former = panel.reviewers.first()
    former.user.groups.add(Group.objects.get(name="foundation"))
    former.user.is_staff = True
    former.user.save()
    panel.members.filter(reviewer=former).update(
        state="released", released_at="2026-01-01T00:00Z", released_by=staff, release_reason="일정"
    )
    as_staff.force_login(former.user)

    text = text_of(made(as_staff, panel, with_scores="on"))

    assert "70.00" not in text


def test_each_application_has_a_reading_with_the_reason(as_staff, staff, panel):
    application = panel.call.applications.get()

    refused = as_staff.post(path(panel), {"reason": ""})
    assert (refused["Content-Type"][:9], Reading.objects.count()) == ("text/html", 0)
    made(as_staff, panel)

    row = Reading.objects.get()
    assert (row.application, row.reader, row.place) == (application, staff, "export")
    assert row.reason == "12월 회의"


def test_page_alone_writes_nothing(as_staff, panel):
    assert as_staff.get(path(panel)).status_code == 200
    assert not Reading.objects.exists()


@pytest.mark.parametrize("conflict", ["company", "barred", "sits"])
def test_staff_in_conflict_get_nothing(as_staff, staff, panel, conflict):
    application = panel.call.applications.get()
    assert "/book/" in as_staff.get(f"/admin/programs/panel/{panel.pk}/change/").content.decode()
    if conflict == "company":
        CompanyMemberFactory(company=application.company, user=staff)
    elif conflict == "barred":
        ConflictFactory(reviewer=ReviewerFactory(user=staff), application=application)
    else:
        PanelMemberFactory(panel=panel, reviewer=ReviewerFactory(user=staff))

    assert as_staff.get(path(panel)).status_code == 404
    assert made(as_staff, panel).status_code == 404
    change = as_staff.get(f"/admin/programs/panel/{panel.pk}/change/", follow=True)
    assert "../book/" not in change.content.decode()
    assert not Reading.objects.exists()


def test_nothing_leaves_while_the_call_is_open_again(as_staff, panel):
    set_moments(panel.call, closes_at=days(3))

    assert made(as_staff, panel).status_code == 404
    assert not Reading.objects.exists()


def test_superuser_in_conflict_gets_nothing(client, groups, panel):
    superuser = UserFactory(is_staff=True, is_superuser=True)
    ConflictFactory(
        reviewer=ReviewerFactory(user=superuser), application=panel.call.applications.get()
    )
    client.force_login(superuser)

    assert made(client, panel).status_code == 404


def test_auditor_and_strangers_get_nothing(client, groups, panel):
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))

    answers = [made(client, panel).status_code]
    for user in (auditor, UserFactory(), PanelMemberFactory(panel=panel).reviewer.user):
        client.force_login(user)
        answers.append(made(client, panel).status_code)

    assert answers == [302, 403, 302, 302]
    assert not Reading.objects.exists()


@pytest.mark.parametrize("item_count", [1, 3])
def test_book_costs_eight_statements(call, item_count, django_assert_num_queries):
    panel = panel_of(call, *[handed_in(call, company=f"기업{n}") for n in range(item_count)])
    close(call)

    with translation.override("en"), django_assert_num_queries(8):
        book = book_of(panel)

    assert len(book.sections) == item_count


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_the_same_for_more(as_staff, call, item_count):
    panel = panel_of(call, *[handed_in(call, company=f"기업{n}") for n in range(item_count)])
    close(call)

    assert statements(as_staff, path(panel)) == 8


def test_blind_book_reads_as_the_desk_does(as_staff, call):
    """The same routine: partners, people and addresses go as well."""
    people = [{"participant": 1, "name": "민연구"}]
    partners = [{"number": 1, "name": "누리대학교", "responsible_name": "서책임"}]
    application = handed_in(
        call,
        title="누리 대학교와 하는 실증",
        answer="민연구 박사, 서책임 (kim@sonara.co.kr, 042-555-1234)",
        plan={"participants": partners, "people": people},
    )
    panel = panel_of(call, application, is_blind=True)
    close(call)

    text = text_of(made(as_staff, panel))

    for secret in said("누리대학교", "민연구", "서책임", "sonara", "555-1234"):
        assert secret not in text
    assert "[○○]와하는실증" in text
    assert "[○○]박사,[○○]([○○],[○○])" in text


@pytest.mark.parametrize("item_count", [1, 3])
def test_blind_book_costs_two_statements_more(call, item_count, django_assert_num_queries):
    applications = [handed_in(call, company=f"기업{n}") for n in range(item_count)]
    panel = panel_of(call, *applications, is_blind=True)
    close(call)

    with translation.override("en"), django_assert_num_queries(10):
        book = book_of(panel)

    assert {section.title for section in book.sections} == {"[○○]의 실증"}
