"""What of rankings, selections and objections is kept from staff with a part in it: who is a reviewer
in conflict with one application of the panel, or whose own company applies."""

from io import BytesIO

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Group
from django.urls import reverse
from openpyxl import load_workbook
from pghistory.core import event_models

from programs.actions.errors import TookPart, TookPartBefore
from programs.actions.objection import file_objection, take_objection
from programs.actions.ranking import freeze_ranking
from programs.actions.selection import (
    Choice,
    confirm_selection,
    propose_selection,
    return_selection,
)
from programs.enums import ConflictState, Outcome
from programs.models import Application, Panel, Selection
from programs.queries.objection import objections_handled_by
from programs.queries.ranking import rankings_handled_by
from programs.queries.selection import selections_handled_by
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    ObjectionFactory,
    PanelMemberFactory,
    ReviewerFactory,
    ScreeningFactory,
    days,
    judged_panel,
)
from tests.factories.reviewers import ConflictFactory
from tests.factories.zones import CompanyMemberFactory
from tests.mails import queued_mails
from tests.programs.admin.test_workplace import digest_on

pytestmark = pytest.mark.django_db
PLANNED = ("planted-panel", "planted-reason", "planted-asks", "planted-company")


@pytest.fixture
def panel(db) -> Panel:
    """Two applications in order, a proposal that waits, and an objection to an earlier check."""
    panel = judged_panel([(50, 20)], [(40, 30)], name="planted-panel")
    freeze_ranking(panel, by=FoundationUserFactory())
    first = Application.objects.order_by("pk").first()
    type(first.company).objects.filter(pk=first.company_id).update(name="planted-company")
    choices = {
        pk: Choice(Outcome.REJECTED, "planted-reason")
        for pk in Application.objects.values_list("pk", flat=True)
    }
    propose_selection(panel, by=FoundationUserFactory(), choices=choices)
    failed = {"is_eligible": False, "reason_code": "age", "reason": "업력 초과"}
    screening = ScreeningFactory(application=first, screened_at=days(-1), **failed)
    ObjectionFactory(decision=None, screening=screening, asks="planted-asks")
    return panel


@pytest.fixture
def first(panel) -> Application:
    return Application.objects.order_by("pk").first()


def standing(user, application):
    ConflictFactory(reviewer=ReviewerFactory(user=user), application=application)


def suspected(user, application):
    reviewer = ReviewerFactory(user=user)
    ConflictFactory(reviewer=reviewer, application=application, state=ConflictState.SUSPECTED)


def of_the_applicant(user, application):
    CompanyMemberFactory(company=application.company, user=user)


PARTS = [standing, suspected, of_the_applicant]


def path(model: str, page: str = "changelist", *args: object) -> str:
    return reverse(f"admin:programs_{model}_{page}", args=args)


def lists() -> list[str]:
    return [path(model) for model in ("ranking", "selection", "objection", "application")]


def pages(panel: Panel) -> list[str]:
    ranking, selection = panel.rankings.get(), panel.selections.get()
    objection = Application.objects.order_by("pk").first().objections.get()
    return [
        path("ranking", "change", ranking.pk),
        path("ranking", "history", ranking.pk),
        path("ranking", "draw", ranking.pk),
        path("ranking", "freeze", panel.pk),
        path("selection", "change", selection.pk),
        path("selection", "history", selection.pk),
        path("selection", "confirm", selection.pk),
        path("selection", "return", selection.pk),
        path("selection", "propose", panel.pk),
        path("objection", "change", objection.pk),
        path("objection", "history", objection.pk),
        path("objection", "take", objection.pk),
    ]


def searches() -> list[str]:
    return [f"{page}?q={word}" for page in lists() for word in PLANNED]


def histories() -> list[str]:
    page = reverse("admin:pghistory_events_changelist")
    about = ("Selection", "Decision", "Objection", "Application", "AppliedAdjustment", "Score")
    return [page] + [
        f"{page}{quote(f'{model._meta.label}:{pk}')}/change/"
        for model in event_models()
        if model.pgh_tracked_model.__name__ in about
        for pk in model.objects.values_list("pk", flat=True)
    ]


def autocompletes() -> list[str]:
    ways = [("rankingline", "ranking"), ("decision", "selection"), ("decision", "application")]
    return [
        f"{reverse('admin:autocomplete')}?app_label=programs&model_name={model}"
        f"&field_name={field}&term=planted"
        for model, field in ways
    ]


def told(client, paths) -> dict[str, list[str]]:
    found = {}
    for address in paths:
        text = client.get(address).content.decode()
        if words := [word for word in PLANNED if word in text and word not in address]:
            found[address] = words
    return found


@pytest.mark.parametrize("part", PARTS)
def test_no_list_page_search_or_history_tells_of_it(client, staff, panel, first, part):
    part(staff, first)
    client.force_login(staff)

    assert (
        told(client, [*lists(), *pages(panel), *searches(), *histories(), *autocompletes()]) == {}
    )


def test_control_who_has_no_part_is_told_of_all_of_it(client, staff, panel):
    client.force_login(staff)

    found = told(client, [*lists(), *pages(panel)])

    assert {word for words in found.values() for word in words} == set(PLANNED)
    assert {path("ranking"), path("selection"), path("objection")} <= set(found)


@pytest.fixture
def auditor(groups):
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    return auditor


@pytest.mark.parametrize("part", PARTS)
def test_no_history_tells_of_it(client, auditor, panel, first, part):
    part(auditor, first)
    client.force_login(auditor)

    assert told(client, [*histories(), *lists()]) == {}
    assert versions_shown(client, "Selection") == set()


def versions_shown(client, model: str) -> set[str]:
    paths = [one for one in histories() if f"{model}History" in one]
    return {one for one in paths if client.get(one).status_code == 200}


def test_control_an_auditor_without_a_part_reads_it(client, auditor, panel):
    client.force_login(auditor)

    found = {word for words in told(client, histories()).values() for word in words}

    assert {"planted-reason", "planted-asks"} <= found
    assert len(versions_shown(client, "Selection")) == 1


@pytest.mark.parametrize("part", PARTS)
def test_nothing_of_it_is_counted(client, staff, panel, first, part):
    client.force_login(staff)
    counts = [client.get(page).context["cl"].result_count for page in lists()]

    part(staff, first)

    fewer = [client.get(page).context["cl"].result_count for page in lists()]
    assert (counts, fewer) == ([1, 1, 1, 2], [0, 0, 0, 1])
    asked = (rankings_handled_by, selections_handled_by, objections_handled_by)
    assert [question(staff).count() for question in asked] == [0, 0, 0]


@pytest.mark.parametrize("part", PARTS)
def test_it_is_not_exported(client, staff, panel, first, part):
    part(staff, first)
    client.force_login(staff)
    keys = list(Application.objects.values_list("pk", flat=True))
    sent = {"action": "export_xlsx", "_selected_action": keys, "reason": "예산 협의"}
    shown = client.post(path("application"), sent)

    answer = client.post(path("application"), {**sent, **_confirmation(shown)})

    sheet = load_workbook(BytesIO(answer.content)).active
    exported = {row[0].value for row in sheet.iter_rows(min_row=2)}
    assert exported == set(keys) - {first.pk}


def _confirmation(page) -> dict[str, str]:
    return {"confirmed": digest_on(page)}


@pytest.mark.parametrize("part", PARTS)
def test_the_actions_refuse_as_well(staff, panel, first, part):
    part(staff, first)
    waiting = panel.selections.get()

    with pytest.raises(TookPart):
        confirm_selection(waiting, by=staff, publishes_at=days(1))
    with pytest.raises(TookPart):
        return_selection(waiting, by=staff, reason="다시")
    with pytest.raises(TookPart):
        freeze_ranking(panel, by=staff)
    assert Selection.objects.get().state == "proposed"


def test_nobody_in_conflict_handles_the_objection(staff, panel, first):
    standing(staff, first)

    with pytest.raises(TookPartBefore):
        take_objection(first.objections.get(), by=staff)


def test_progress_of_the_panel_is_told_without_it(client, staff, panel, first):
    client.force_login(staff)
    before = client.get(path("panel")).context["cl"].result_list[0].finished_count

    standing(staff, first)

    after = client.get(path("panel")).context["cl"].result_list[0].finished_count
    assert (before, after) == (2, 1)


def test_no_mail_tells_of_the_objection(staff, panel, first):
    standing(staff, first)
    others = FoundationUserFactory()
    owner = CompanyMemberFactory(company=first.company).user
    first.objections.update(state="withdrawn", withdrawn_at=days(0), withdrawn_by=owner)

    before = len(queued_mails())

    file_objection(first, asks="다시", text="근거", by=owner)

    told_to = {address for address, _subject in queued_mails()[before:]}
    assert (staff.email in told_to, others.email in told_to) == (False, True)


def test_a_conflict_that_was_settled_keeps_nothing_back(client, staff, panel, first):
    ConflictFactory(reviewer=ReviewerFactory(user=staff), application=first, dismissed=True)
    client.force_login(staff)

    assert set(told(client, lists())) == set(lists())


def in_the_panel_of(user, application):
    """A colleague of its reviewers, without a part in this application."""
    PanelMemberFactory(panel=application.panel_place.panel, reviewer=ReviewerFactory(user=user))


def of_a_competitor(user, application):
    rival = Application.objects.exclude(pk=application.pk).get()
    CompanyMemberFactory(company=rival.company, user=user)


@pytest.mark.parametrize("part", [in_the_panel_of, of_a_competitor])
def test_who_judges_or_competes_reads_no_reviews_of_others(client, staff, panel, first, part):
    page = path("application", "change", first.pk)
    client.force_login(staff)
    reviewer = first.assignments.first().reviewer.user.name
    assert reviewer in client.get(page).content.decode()

    part(staff, first)

    assert reviewer not in client.get(page).content.decode()
