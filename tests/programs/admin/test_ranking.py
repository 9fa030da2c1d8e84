"""The foundation's pages of rankings, points and objections."""

import pytest
from django.urls import reverse

from programs.actions.ranking import freeze_ranking
from programs.actions.seal import seal_call
from programs.models import AppliedAdjustment, Ranking
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    ObjectionFactory,
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

    assert client.get(path("ranking", "freeze", panel.pk)).status_code == 403
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
