"""The foundation's pages of rankings, points and objections."""

import pgtrigger
import pytest
from django.urls import reverse
from django.utils.html import escape

from programs.actions.ranking import freeze_ranking
from programs.actions.seal import seal_call
from programs.models import Application, AppliedAdjustment, Call, Panel, Ranking
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    ObjectionFactory,
    ScreeningFactory,
    UnlockFactory,
    announced,
    close,
    judged_panel,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


def path(model, verb, *args):
    return reverse(f"admin:programs_{model}_{verb}", args=args)


def test_frozen_on_its_page(as_staff):
    panel = judged_panel([(50, 20)], [(40, 20)])

    response = as_staff.post(path("ranking", "freeze", panel.pk), {})

    ranking = Ranking.objects.get()
    assert response.url == path("ranking", "change", ranking.pk)


def test_refusal_names_the_applications(as_staff):
    panel = judged_panel([(50, 20), (50, 20)], [(40, 20)])

    response = as_staff.post(path("ranking", "freeze", panel.pk), {})

    (words,) = response.context["form"].errors["__all__"]
    assert f"{panel.call.code}-" in words
    assert not Ranking.objects.exists()


def test_who_judges_is_not_let_in(client, staff):
    panel = judged_panel([(50, 20)])
    reviewer = panel.assignments.get().reviewer.user
    reviewer.is_staff = True
    reviewer.save()
    reviewer.groups.set(staff.groups.all())
    ranking = freeze_ranking(panel, by=staff)
    client.force_login(reviewer)

    assert client.get(path("ranking", "freeze", panel.pk)).status_code == 404
    assert client.get(path("ranking", "change", ranking.pk)).url == reverse("admin:index")


def test_page_shows_order_standard_scores_and_drift(as_staff, staff):
    panel = judged_panel(*[[(40 + n, 20), (30 + n, 20)] for n in range(5)])
    ranking = freeze_ranking(panel, by=staff)

    page = as_staff.get(path("ranking", "change", ranking.pk))

    lines = [line.receipt for line in page.context["lines"]]
    assert lines == [f"{panel.call.code}-{n}" for n in (5, 4, 3, 2, 1)]
    mild, strict = sorted(
        page.context["reviewers"], key=lambda row: row["drift"].points, reverse=True
    )
    assert (mild["drift"].points, strict["drift"].points) == (10, -10)
    assert page.context["is_newest"] is True


def terms(call, **fields) -> None:
    with pgtrigger.ignore("programs.Call:content_frozen"):
        Call.objects.filter(pk=call.pk).update(**fields)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_page_says_the_rules_in_words(as_staff, staff, language):
    panel = judged_panel([(50, 20)], [(50, 20), (50, 30)])
    terms(panel.call, pass_mark=60, bonus_most=5)
    ranking = freeze_ranking(panel, by=staff, unequal_reason="위원 한 명이 회피함")
    as_staff.cookies["django_language"] = language

    page = as_staff.get(path("ranking", "change", ranking.pk))

    announced_ones = [words for words, is_announced in page.context["rules"] if is_announced]
    text = page.content.decode()
    assert [any(number in words for number in ("5", "60")) for words in announced_ones] == [
        True
    ] * 2
    assert [words for words, _known in page.context["rules"] if escape(words) not in text] == []
    assert "위원 한 명이 회피함" in text


@pytest.mark.parametrize(("award_count", "place"), [(None, None), (1, 1), (2, None), (3, None)])
def test_page_says_where_the_line_runs_through_a_shared_place(as_staff, staff, award_count, place):
    panel = judged_panel([(50, 20)], [(50, 20)], [(10, 10)], award_count=award_count)
    ranking = freeze_ranking(panel, by=staff)

    page = as_staff.get(path("ranking", "change", ranking.pk))

    assert (page.context["on_the_line"], list(page.context["shared"])) == (place, [1])


def test_tie_is_drawn_on_its_page(as_staff, staff):
    panel = judged_panel([(50, 20)], [(50, 20)])
    ranking = freeze_ranking(panel, by=staff)
    seal_call(panel.call)

    as_staff.post(path("ranking", "draw", ranking.pk), {"place": 1, "reason": "경계"})

    assert ranking.draws.get().drawn_by == staff


def test_points_are_applied_and_revoked(as_staff, staff):
    panel = judged_panel([(50, 20)])
    application = panel.assignments.get().application
    bonus = announced(panel.call)
    sent = {"adjustment": bonus.pk, "evidence": "확인서"}

    as_staff.post(path("appliedadjustment", "apply", application.pk), sent)
    applied = AppliedAdjustment.objects.get()
    as_staff.post(path("appliedadjustment", "revoke", applied.pk), {"reason": "기한이 지남"})

    applied.refresh_from_db()
    assert (applied.checked_by, applied.revoked_by) == (staff, staff)


def test_objection_is_answered_by_two(client, staff):
    objection = ObjectionFactory()
    close(objection.application.call)
    client.force_login(staff)
    client.post(path("objection", "take", objection.pk), {})
    answer = {"outcome": "upheld", "answer": "가점을 반영합니다."}
    client.post(path("objection", "propose", objection.pk), answer)
    assert client.post(path("objection", "decide", objection.pk), {}).status_code == 403
    client.force_login(FoundationUserFactory())

    client.post(path("objection", "decide", objection.pk), {})

    objection.refresh_from_db()
    assert (objection.state, objection.handler) == ("decided", staff)


@pytest.mark.parametrize("item_count", [1, 3])
def test_statements_of_the_lists(as_staff, item_count, django_assert_num_queries):
    for _time in range(item_count):
        close(ObjectionFactory().application.call)

    with django_assert_num_queries(6):
        page = as_staff.get(path("objection", "changelist"))

    assert len(page.context["cl"].result_list) == item_count


def pages_of(panel):
    """Where one goes on from: the panel, what it judges, and the two steps themselves."""
    first = panel.assignments.order_by("pk").first().application_id
    return {
        "panel": path("panel", "change", panel.pk),
        "application": path("application", "change", first),
        "freeze": path("ranking", "freeze", panel.pk),
        "propose": path("selection", "propose", panel.pk),
    }


def steps_on(client, panel):
    """Which of the two steps the pages of the panel and of an application lead to."""
    pages = pages_of(panel)
    texts = [client.get(pages[name]).content.decode() for name in ("panel", "application")]
    return [[step for step in ("freeze", "propose") if pages[step] in text] for text in texts]


@pytest.fixture
def reviewing(db):
    panel = judged_panel([(50, 20), (30, 20)], [(40, 20), (20, 30)], quorum=2)
    Panel.objects.filter(pk=panel.pk).update(state="reviewing")
    return Panel.objects.get(pk=panel.pk)


@pytest.mark.parametrize("page", ["application", "freeze", "propose"])
def test_pages_say_which_reviews_are_missing(as_staff, reviewing, page):
    UnlockFactory(sheet=reviewing.assignments.last().sheets.get())
    reviewing.assignments.filter(pk=reviewing.assignments.last().pk).update(
        state="pledged", finished_at=None
    )

    response = as_staff.get(pages_of(reviewing)[page], headers={"accept-language": "en"})

    needs = response.context["needs"]
    assert (needs.open_reviews, needs.below_quorum, needs.is_reviewed) == (1, 1, False)
    assert "admin/programs/panel/needs.html" in [one.name for one in response.templates]
    assert steps_on(as_staff, reviewing) == [[], []]


def test_the_ranking_comes_before_the_selection(as_staff, staff, reviewing):
    assert steps_on(as_staff, reviewing) == [["freeze"]] * 2
    propose = as_staff.get(pages_of(reviewing)["propose"])
    assert (
        propose.context["can_begin"],
        pages_of(reviewing)["freeze"] in propose.content.decode(),
    ) == (
        False,
        True,
    )

    freeze_ranking(reviewing, by=staff)

    assert steps_on(as_staff, reviewing) == [["freeze", "propose"]] * 2
    assert as_staff.get(pages_of(reviewing)["propose"]).context["can_begin"] is True


def test_a_refused_application_passes_after_its_objection(client, staff):
    screening = ScreeningFactory(is_eligible=False, reason_code="age", reason="업력 초과")
    application = screening.application
    Application.objects.filter(pk=application.pk).update(state="ineligible")
    close(application.call)
    objection = ObjectionFactory(decision=None, screening=screening, decided=True)
    client.force_login(staff)
    page = path("application", "screen_anew", application.pk)

    for start in (
        path("application", "change", application.pk),
        path("objection", "change", objection.pk),
    ):
        assert page in client.get(start).content.decode()
    client.post(page, {"reason": "이의신청 인용"})

    application.refresh_from_db()
    assert application.state == "eligible"
