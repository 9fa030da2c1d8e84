"""The foundation approves, returns and publishes figures, and enters those of all zones."""

import pytest
from django.urls import reverse

from tests.factories.accounts import FoundationUserFactory
from tests.factories.figures import (
    FigureEvidenceFactory,
    FigureFactory,
    GradeFactory,
    IndicatorVersionFactory,
)
from tests.factories.zones import AgencyMemberFactory, ZoneFactory
from tests.words import said
from zones.models import Figure, Grade, IndicatorVersion

pytestmark = pytest.mark.django_db
LIST = "/admin/zones/figure/"


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


def page(figure, name) -> str:
    return reverse(f"admin:zones_figure_{name}", args=[figure.pk])


def test_the_page_leads_to_what_can_be_done_and_to_the_evidence(as_staff):
    member = AgencyMemberFactory()
    evidence = FigureEvidenceFactory(agency=member.agency)
    figure = FigureFactory(agency=member.agency, zone=member.agency.zone, submitted=True)

    shown = as_staff.get(page(figure, "change")).content.decode()

    assert page(figure, "approve") in shown
    assert page(figure, "return") in shown
    assert page(figure, "publish") not in shown
    assert evidence.name in shown


def test_approved_and_published_by_buttons(as_staff, staff):
    figure = FigureFactory(submitted=True)

    as_staff.post(page(figure, "approve"))
    as_staff.post(page(figure, "publish"), {"published_on": "2026-06-30", "is_day_known": "on"})

    (told,) = Figure.objects.current()
    assert (told.approved_by, str(told.published_on)) == (staff, "2026-06-30")
    assert as_staff.get(page(figure, "publish")).status_code == 403


def test_a_day_that_cannot_be_is_told(as_staff):
    figure = FigureFactory(approved=True)

    answer = as_staff.post(page(figure, "publish"), {"published_on": "2099-01-01"})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Figure.objects.published().exists()


def test_what_one_entered_oneself_one_does_not_approve(as_staff, staff):
    figure = FigureFactory(submitted=True, created_by=staff)

    assert as_staff.post(page(figure, "approve")).status_code == 403


def test_many_are_approved_and_published_after_a_preview(as_staff, staff):
    own = FigureFactory(submitted=True, created_by=staff)
    others = [FigureFactory(submitted=True) for _number in range(2)]
    keys = [figure.pk for figure in (own, *others)]

    def act(action, **fields):
        chosen = {"action": action, "_selected_action": keys}
        look = as_staff.post(LIST, chosen)
        digest = look.context["digest"]
        return as_staff.post(LIST, {**chosen, "confirmed": digest, **fields})

    act("approve_many")
    act("publish_many", published_on="2026-06-30", is_day_known="on")

    assert set(Figure.objects.published()) == set(others)
    own.refresh_from_db()
    assert own.state == "submitted"


def test_a_total_is_entered_and_corrected_by_two(as_staff, client):
    version = IndicatorVersionFactory()
    typed = {
        "version": version.pk, "year": "2025", "period_from": "2025-01-01",
        "period_to": "2025-12-31", "value": "1,889", "zones_counted": "14", "sources": "보도자료",
    }  # fmt: skip
    enter = reverse("admin:zones_figure_enter")

    as_staff.post(enter, typed)
    twice = as_staff.post(enter, typed)

    total = Figure.objects.get()
    assert (total.value, total.state, total.zones_counted) == (1889, "submitted", 14)
    assert twice.context["form"].errors
    client.force_login(FoundationUserFactory())
    client.post(page(total, "approve"))
    client.post(page(total, "publish"), {"published_on": "2026-06-30"})
    client.post(page(total, "correct"), {"value": "1888", "sources": "보도자료", "reason": "오기"})
    correction = Figure.objects.get(corrects=total)
    client.post(page(correction, "submit"))
    correction.refresh_from_db()
    assert (correction.state, correction.zones_counted) == ("submitted", 14)


def test_the_start_page_leads_to_what_waits(as_staff, staff):
    waiting = FigureFactory(submitted=True)
    FigureFactory(submitted=True, created_by=staff)

    (pile,) = [
        pile
        for pile in as_staff.get(reverse("admin:index")).context["waiting"]
        if pile.label == said("Figures of zones to approve")
    ]

    assert pile.count == 1
    listed = as_staff.get(pile.url).context["cl"].queryset
    assert list(listed) == [waiting]


def test_a_lower_grade_is_never_given_a_day(as_staff):
    typed = {"zone": ZoneFactory().pk, "year": "2025", "sources": "", "published_on": "2026-06-30"}
    add = reverse("admin:zones_grade_add")

    refused = as_staff.post(add, {**typed, "level": "fair"})
    inside = as_staff.post(add, {**typed, "level": "fair", "published_on": ""})

    assert (refused.status_code, inside.status_code) == (200, 302)
    assert said("Only the two upper grades are ever published.") in refused.content.decode()
    assert Grade.objects.get().published_on is None
    assert not Grade.objects.published().exists()
    GradeFactory()
    assert Grade.objects.published().count() == 1


def test_of_a_definition_only_the_translation_is_mended(as_staff):
    version = IndicatorVersionFactory()
    path = reverse("admin:zones_indicator_change", args=[version.indicator_id])
    form = as_staff.get(path)
    inline = form.context["inline_admin_formsets"][0].formset
    data = {
        "code": version.indicator.code, "name_ko": "이름", "name_en": "Name", "position": "1",
        "combination": "sum", "has_average": "on",
        **{f"{inline.prefix}-{name}": value for name, value in (
            ("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "1"), ("0-id", version.pk),
            ("0-indicator", version.indicator_id), ("0-definition_ko", "다른 뜻"),
            ("0-unit_ko", "개"), ("0-unit_en", "items"), ("0-definition_en", "Better"),
        )},
    }  # fmt: skip

    answer = as_staff.post(path, data)

    kept = IndicatorVersion.objects.get()
    assert answer.status_code == 302
    assert (kept.definition_ko, kept.unit_ko) == ("이전 계약의 건수", "건")
    assert (kept.definition_en, kept.unit_en) == ("Better", "items")
