"""What the admin shows is called by words that are translated: its models, their fields, and its
records by what people know them by."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import FieldDoesNotExist
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from pghistory.models import Events

from portal.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    AppliedAdjustmentFactory,
    DecisionFactory,
    ObjectionFactory,
    received_application,
)
from tests.factories.reviewers import ChallengeFactory, ConflictFactory
from tests.factories.zones import CompanyFactory
from zones.models import Company

OURS = ("accounts", "programs", "zones")


def admins() -> list:
    """Pages and the tables within them."""
    pages = [page for page in admin.site._registry.values() if page.opts.app_label in OURS]
    tables = [table(page.model, admin.site) for page in pages for table in page.inlines]
    return [*pages, *tables]


def names_of(shown, request) -> set[str]:
    """Of a list and of the page of one, of a new one, too."""
    names = {str(name) for name in getattr(shown, "list_display", [])}
    for thing in (None, shown.model()):
        names |= {str(name) for name in flatten_fieldsets(shown.get_fieldsets(request, thing))}
    return names


def fields_shown() -> set:
    request = RequestFactory().get("/")
    request.user = User(is_staff=True, is_superuser=True)
    found = set()
    for shown in admins():
        for name in names_of(shown, request):
            try:
                found.add(shown.opts.get_field(name))
            except FieldDoesNotExist:
                continue  # a column that the admin works out
    return {field for field in found if not field.auto_created}


def unnamed(words) -> bool:
    """No word of ours; that ours are translated is asked of the catalogue."""
    return not isinstance(words, Promise)


@pytest.mark.django_db
def test_every_field_that_the_admin_shows_has_a_name():
    fields = fields_shown()

    assert len(fields) > 200
    assert {str(field) for field in fields if unnamed(field.verbose_name)} == set()


@pytest.mark.parametrize("word", ["verbose_name", "verbose_name_plural"])
def test_every_model_that_the_admin_shows_has_a_name(word):
    models = {shown.model for shown in admins()}

    assert {str(model) for model in models if unnamed(getattr(model._meta, word))} == set()


@pytest.mark.django_db
def test_records_are_called_by_what_people_know_them_by():
    application = received_application()
    named = str(application)
    conflict = ConflictFactory(application=application)
    challenge = ChallengeFactory(application=application)
    decision = DecisionFactory(application=application)
    objection = ObjectionFactory(decision=decision)
    adjustment = AppliedAdjustmentFactory(application=application)

    with translation.override("en"):
        found = [str(thing) for thing in (challenge, objection, adjustment, decision.selection)]

    assert str(conflict).startswith(f"{conflict.reviewer} · {named} · ")
    assert found == [
        f"{challenge.person} · {named}",
        f"{named} · {objection.asks}",
        f"{named} · {adjustment.adjustment.label}",
        f"{decision.selection.panel} · proposal 1",
    ]


@pytest.mark.django_db
def test_a_kept_version_is_called_by_what_it_is_of(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    company = CompanyFactory()
    company.name = "새 이름"
    company.save()
    version = Events.objects.filter(pgh_obj_model="zones.Company").first()

    page = client.get(reverse("admin:pghistory_events_change", args=[version.pk]))

    assert page.context["subtitle"].startswith(f"{Company._meta.verbose_name} · ")
    assert "Events object" not in page.content.decode()
