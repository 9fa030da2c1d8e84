import pytest
from django.contrib.auth.models import Group

from programs.actions.ranking import freeze_ranking
from programs.actions.review import recuse_reviewer
from programs.admin.panel import PanelAdmin
from programs.models import Assignment, Panel
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    ApplicationFactory,
    AssignmentFactory,
    PanelFactory,
    PanelMemberFactory,
    PanelPlaceFactory,
    ReviewerFactory,
    SubmissionFactory,
    close,
    complete_application,
    days,
    in_state,
    judged_panel,
)
from tests.factories.reviewers import ConflictFactory, ReviewerSanctionFactory
from zones.enums import TechnologyField

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(client, staff):
    application = complete_application(**in_state("eligible"))
    close(application.call)
    client.force_login(staff)
    return PanelFactory(call=application.call, state="forming", per_application=1)


def path(verb, panel):
    return f"/admin/programs/panel/{panel.pk}/{verb}/"


def filled(panel, *, members=1):
    for _member in range(members):
        PanelMemberFactory(panel=panel)
    return PanelPlaceFactory(panel=panel, application=panel.call.applications.get())


def test_invite_and_place(client, staff, panel):
    reviewer = ReviewerFactory()
    application = panel.call.applications.get()

    client.post(path("invite", panel), {"reviewers": [reviewer.pk], "chair": reviewer.pk})
    client.post(path("place", panel), {"applications": [application.pk]})

    member = panel.members.get()
    assert (member.reviewer, member.role, member.state) == (reviewer, "chair", "invited")
    assert panel.places.get().application == application


def test_propose_and_apply_what_the_page_showed(client, staff, panel):
    filled(panel)
    client.post(path("propose", panel))
    shown = client.get(path("apply", panel))
    assert not Assignment.objects.exists()

    client.post(path("apply", panel), {"proposal": shown.context["proposal"].pk})

    assert panel.assignments.get().how == "method"


def test_apply_of_a_proposal_that_is_not_there(client, staff, panel):
    filled(panel)

    response = client.post(path("apply", panel), {"proposal": "x"})

    assert len(response.context["form"].non_field_errors()) == 1


def test_fill_shows_first_and_gives_the_place_to_who_was_shown(client, staff, panel):
    place = filled(panel)
    former = AssignmentFactory(application=place.application, panel=panel)
    recuse_reviewer(former, by=former.reviewer.user, reason="친척")

    shown = client.get(path("fill", panel))
    before = panel.assignments.count(), panel.proposals.count()
    client.post(path("fill", panel), {"seen": shown.context["filling"].seen})

    (line,) = shown.context["filling"].lines
    assert before == (1, 0)
    assert panel.assignments.last().reviewer == line.reviewer != former.reviewer
    assert panel.assignments.last().how == "method"


def test_fill_of_what_has_changed_since_is_shown_anew(client, staff, panel):
    filled(panel)
    shown = client.get(path("fill", panel))
    PanelMemberFactory(panel=panel)

    refused = client.post(path("fill", panel), {"seen": shown.context["filling"].seen})

    assert len(refused.context["form"].non_field_errors()) == 1
    assert refused.context["filling"].seen != shown.context["filling"].seen
    assert not panel.assignments.exists()


def test_fill_without_anybody_says_so_and_has_no_button(client, staff, panel):
    filled(panel, members=0)

    page = client.get(path("fill", panel))

    assert page.context["filling"].unfilled == [(panel.call.applications.get(), 1)]
    assert 'name="seen"' not in page.content.decode()


def test_fill_keeps_an_application_in_conflict_from_the_page(client, staff, panel):
    place = filled(panel)
    name = place.application.company.name
    assert name in client.get(path("fill", panel)).content.decode()

    ConflictFactory(reviewer=ReviewerFactory(user=staff), application=place.application)

    assert name not in client.get(path("fill", panel)).content.decode()


def test_open_places_are_counted_on_the_page(client, staff, panel):
    filled(panel)

    page = client.get(f"/admin/programs/panel/{panel.pk}/change/")

    assert page.context["table"].open_count == 1
    assert f"../assign/?application={panel.places.get().application_id}" in page.content.decode()


def test_open_and_close(client, staff, panel):
    place = filled(panel)

    client.post(path("open", panel))
    refused = client.post(path("close", panel))

    panel.refresh_from_db()
    assert panel.state == "reviewing"
    assert len(refused.context["form"].non_field_errors()) == 1
    assert place.panel == panel


def test_who_sits_in_the_panel_does_not_find_it(client, staff, panel):
    assert client.get(path("invite", panel)).status_code == 200

    PanelMemberFactory(panel=panel, reviewer__user=staff)

    assert client.get(path("invite", panel)).status_code == 404


def test_an_application_in_conflict_is_not_on_the_page(client, staff, panel):
    place = filled(panel)
    name = place.application.company.name
    change = f"/admin/programs/panel/{panel.pk}/change/"
    assert name in client.get(change).content.decode()

    ConflictFactory(reviewer=ReviewerFactory(user=staff), application=place.application)

    assert name not in client.get(change).content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_as_many_statements_with_more(client, staff, panel, item_count):
    call = panel.call
    for number in range(item_count):
        application = (
            call.applications.first()
            if number == 0
            else complete_application(call=call, **in_state("eligible"))
        )
        AssignmentFactory(application=application, panel=panel)
    change = f"/admin/programs/panel/{panel.pk}/change/"

    assert statements(client, change) == 23
    table = client.get(change).context["table"]
    assert (len(table.rows), len(table.loads)) == (item_count, item_count)


def steps_on(client, panel):
    """What the page offers by stage, and its one step that matters."""
    context = client.get(f"/admin/programs/panel/{panel.pk}/change/").context
    return [[step.verb for step in stage.steps] for stage in context["stages"]], context["primary"]


def test_page_offers_what_can_be_done_now(client, staff, panel):
    before = steps_on(client, panel)
    place = filled(panel)
    ready = steps_on(client, panel)
    client.post(path("propose", panel))
    proposed = steps_on(client, panel)
    shown = client.get(path("apply", panel)).context["proposal"]
    client.post(path("apply", panel), {"proposal": shown.pk})
    assigned = steps_on(client, panel)

    assert before == ([["invite", "place"], [], [], [], []], "invite")
    assert ready == ([["invite"], ["propose", "assign"], [], [], []], "propose")
    assert proposed[0][1] == ["apply", "propose", "assign"]
    assert (proposed[1], assigned[1]) == ("apply", "open")
    assert assigned[0][1:3] == [["assign"], ["open"]]
    assert place.panel == panel


def test_page_says_what_ranking_waits_for(client, staff, panel):
    place = filled(panel)
    AssignmentFactory(
        application=place.application, panel=panel, reviewer=panel.members.get().reviewer
    )
    client.post(path("open", panel))

    context = client.get(f"/admin/programs/panel/{panel.pk}/change/").context
    review, rank, decide = context["stages"][2:]

    assert (review.steps, rank.steps, decide.steps) == ([], [], [])
    assert (len(review.waits), len(rank.waits), len(decide.waits)) == (3, 2, 1)
    assert context["primary"] == ""


def test_finished_panel_is_closed_then_ranked_then_decided(client, staff):
    panel = judged_panel([(50, 20)])
    client.force_login(staff)
    judged = steps_on(client, panel)
    client.post(path("close", panel))
    closed = steps_on(client, panel)
    freeze_ranking(Panel.objects.get(pk=panel.pk), by=staff)

    assert (judged[1], judged[0][2], judged[0][3]) == ("close", ["close"], ["freeze"])
    assert (closed[1], closed[0][4]) == ("freeze", [])
    assert steps_on(client, panel) == (
        [[], [], [], ["ranking"], ["propose_selection"]],
        "propose_selection",
    )


def test_who_only_reads_is_offered_nothing(client, groups, panel):
    filled(panel)
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    client.force_login(auditor)

    page = client.get(f"/admin/programs/panel/{panel.pk}/change/")

    assert page.context["stages"] == ()
    assert "../assign/" not in page.content.decode()
    assert len(page.context["table"].rows) == 1


def by_hand(client, panel, application):
    return client.get(path("assign", panel), {"application": application.pk})


def test_assign_by_hand_shows_why_others_cannot(client, staff, panel):
    place = filled(panel, members=4)
    free, barred, known, gone = (member.reviewer for member in panel.members.order_by("pk"))
    ConflictFactory(reviewer=barred, application=place.application, ground="kin")
    AssignmentFactory(application=place.application, panel=panel, reviewer=known)
    ReviewerSanctionFactory(reviewer=gone, starts_on=days(-1).date(), ends_on=days(9).date())

    page = by_hand(client, panel, place.application)

    choices = page.context["form"].choices
    assert set(choices.free) == {free.pk}
    assert [bool(choice.why_not) for choice in choices.members] == [False, True, True, True]
    assert len({choice.why_not for choice in choices.members}) == 4
    assert page.content.decode().count('name="reviewers"') == 1


def test_assign_by_hand_gives_the_application(client, staff, panel):
    place = filled(panel, members=2)
    reviewer = panel.members.first().reviewer

    refused = client.post(path("assign", panel), {"application": place.application_id})
    client.post(
        path("assign", panel),
        {"application": place.application_id, "reviewers": [reviewer.pk]},
    )

    assert list(refused.context["form"].errors) == ["reviewers"]
    assignment = panel.assignments.get()
    assert (assignment.reviewer, assignment.how) == (reviewer, "hand")


def test_assign_by_hand_refuses_who_is_in_conflict(client, staff, panel):
    place = filled(panel)
    reviewer = panel.members.get().reviewer
    ConflictFactory(reviewer=reviewer, application=place.application)

    response = client.post(
        path("assign", panel),
        {"application": place.application_id, "reviewers": [reviewer.pk]},
    )

    assert list(response.context["form"].errors) == ["reviewers"]
    assert not panel.assignments.exists()


def test_assign_by_hand_knows_no_application_of_others(client, staff, panel):
    filled(panel)
    other = PanelPlaceFactory().application

    response = client.post(path("assign", panel), {"application": other.pk})

    assert response.context["form"].choices.row is None
    assert len(response.context["form"].non_field_errors()) == 1


def test_proposal_says_why_and_how_much(client, staff, panel):
    place = filled(panel)
    reviewer = panel.members.get().reviewer
    company = place.application.company
    company.fields = ["energy"]
    company.save()
    SubmissionFactory(application=place.application, content='{"title":"수술 로봇 시제품"}')
    reviewer.technology_fields, reviewer.fields = ["energy"], ["로봇", "양자"]
    reviewer.save()
    client.post(path("propose", panel))

    shown = client.get(path("apply", panel)).context["proposal"]

    (line,) = shown.lines
    assert (line.fit.words, line.fit.affinity) == (["로봇"], 6)
    assert line.fit.fields == [TechnologyField("energy").label]
    (load,) = shown.loads
    assert (load.standing, load.added, load.total) == (0, 1, 1)


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(("verb", "count"), [("apply", 10), ("fill", 14), ("assign", 13)])
def test_pages_of_assigning_cost_the_same_for_one_and_three(
    client, staff, panel, item_count, verb, count
):
    filled(panel, members=item_count)
    for _number in range(item_count - 1):
        application = complete_application(call=panel.call, **in_state("eligible"))
        PanelPlaceFactory(panel=panel, application=application)
    client.post(path("propose", panel))
    chosen = panel.places.first().application_id

    assert statements(client, f"{path(verb, panel)}?application={chosen}") == count


@pytest.mark.parametrize("language", ["ko", "en"])
def test_closing_says_which_applications_lack_reviews_but_for_a_conflict(
    client, staff, panel, language
):
    place = filled(panel)
    number = SubmissionFactory(application=place.application).number
    kept = PanelPlaceFactory(
        panel=panel, application=ApplicationFactory(call=panel.call, **in_state("eligible"))
    )
    hidden = SubmissionFactory(application=kept.application).number
    ConflictFactory(reviewer=ReviewerFactory(user=staff), application=kept.application)
    client.post(path("open", panel))
    client.cookies["django_language"] = language

    page = client.post(path("close", panel)).content.decode()

    assert (number in page, hidden in page) == (True, False)


def test_a_page_that_was_open_while_the_panel_was_closed_does_not_open_it_again(
    client, staff, panel, monkeypatch
):
    """Saved are the fields that were changed, as the state is another one by now."""
    filled(panel)
    change = f"/admin/programs/panel/{panel.pk}/change/"
    given = client.get(change).context["adminform"].form.initial
    data = {name: "" if value is None else value for name, value in given.items()}
    shown = PanelAdmin.get_object
    Panel.objects.filter(pk=panel.pk).update(state="reviewing")

    def opened_before(self, request, *args, **kwargs):
        found = shown(self, request, *args, **kwargs)
        Panel.objects.filter(pk=panel.pk).update(state="closed")
        return found

    monkeypatch.setattr(PanelAdmin, "get_object", opened_before)
    answer = client.post(change, data | {"name": "2분과", "is_blind": ""})

    panel.refresh_from_db()
    assert (answer.status_code, panel.name, panel.state) == (302, "2분과", "closed")


@pytest.mark.parametrize("has_ended", [True, False])
def test_who_makes_a_panel_blind_too_late_is_told(client, staff, has_ended):
    application = complete_application(**in_state("eligible"))
    if has_ended:
        close(application.call)
    client.force_login(staff)
    panel = PanelFactory(call=application.call, state="forming")
    said = {"name": panel.name, "per_application": 1, "quorum": 1, "is_blind": "on"}

    answer = client.post(path("change", panel), said, follow=True)

    panel.refresh_from_db()
    levels = [message.level_tag for message in answer.context["messages"]]
    assert (panel.is_blind, "warning" in levels) == (True, has_ended)
