import pytest

from programs.actions.review import recuse_reviewer
from programs.admin.panel import PanelAdmin
from programs.models import Assignment, Panel
from tests.counting import statements
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
    in_state,
)
from tests.factories.reviewers import ConflictFactory

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

    assert page.context["open_count"] == 1
    assert "../fill/" in page.content.decode()


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
def test_page_costs_fifteen_statements(client, staff, panel, item_count):
    call = panel.call
    for number in range(item_count):
        application = (
            call.applications.first()
            if number == 0
            else complete_application(call=call, **in_state("eligible"))
        )
        AssignmentFactory(application=application, panel=panel)
    change = f"/admin/programs/panel/{panel.pk}/change/"

    assert statements(client, change) == 15
    assert len(client.get(change).context["places"]) == item_count


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
