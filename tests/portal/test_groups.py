from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from portal.accounts.management.commands.ensure_groups import matching

pytestmark = pytest.mark.django_db


def ensure_groups():
    call_command("ensure_groups", stdout=StringIO())


def codes_of(name):
    return {
        f"{app}.{codename}"
        for app, codename in Group.objects.get(name=name).permissions.values_list(
            "content_type__app_label", "codename"
        )
    }


def test_ensure_groups_again_changes_nothing():
    ensure_groups()
    before = {name: codes_of(name) for name in ("foundation", "auditor")}

    ensure_groups()

    assert {name: codes_of(name) for name in ("foundation", "auditor")} == before


def test_ensure_groups_takes_away_what_is_not_listed():
    ensure_groups()
    group = Group.objects.get(name="auditor")
    group.permissions.add(Permission.objects.get(codename="delete_zone"))

    ensure_groups()

    assert "zones.delete_zone" not in codes_of("auditor")


def test_foundation_works_in_the_admin_and_deletes_only_who_left_an_agency():
    ensure_groups()

    codes = codes_of("foundation")

    assert {"programs.view_call", "programs.view_application", "zones.add_zone"} <= codes
    assert {"programs.add_call", "programs.change_call"} & codes == set()
    assert {code for code in codes if ".delete_" in code} == {"zones.delete_agencymember"}


def test_foundation_does_not_read_the_record_of_its_own_readings():
    ensure_groups()

    codes = codes_of("foundation")

    assert "programs.view_reading" not in codes
    assert not any(code.endswith("history") for code in codes)


def test_auditor_reads_everything_of_ours_and_writes_nothing():
    ensure_groups()

    codes = codes_of("auditor")

    ours = [
        model._meta
        for label in ("accounts", "zones", "programs")
        for model in apps.get_app_config(label).get_models()
    ]
    assert {f"{meta.app_label}.view_{meta.model_name}" for meta in ours} <= codes
    assert {"programs.view_reading", "programs.view_applicationhistory"} <= codes
    assert all(code.partition(".")[2].startswith("view_") for code in codes)


def test_a_permission_that_does_not_exist_is_a_fault():
    with pytest.raises(CommandError, match="No such permission: zones.viev_zone"):
        matching(["zones.viev_zone"], {"zones.view_zone": None})
