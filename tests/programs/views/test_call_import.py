"""The desk's pages for a call as JSON: out and in."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from programs.models import Call
from tests.factories.programs import CallFactory, ProgramFactory, open_call
from tests.factories.zones import AgencyMemberFactory, ZoneFactory
from tests.programs.test_call_format import MINIMUM, example

PATH = "/desk/agency/calls/import/"


@pytest.fixture
def membership(db):
    ProgramFactory()
    ZoneFactory(slug="gimhae")
    return AgencyMemberFactory()


@pytest.fixture
def as_agency(client, membership):
    client.force_login(membership.user)
    return client


def sent(client, membership, *, text="", raw=None, **given):
    data = {"agency": membership.agency_id, "text": text, **given}
    if raw is not None:
        data["file"] = SimpleUploadedFile("call.json", raw)
    return client.post(PATH, data)


def test_pasted_text_becomes_a_draft(as_agency, membership):
    response = sent(as_agency, membership, text=json.dumps(example()))

    call = Call.objects.get()
    assert response.url == f"/desk/agency/calls/{call.pk}/"
    assert (call.agency, call.created_by) == (membership.agency, membership.user)


def test_a_file_becomes_a_draft(as_agency, membership):
    sent(as_agency, membership, raw=json.dumps(example()).encode())

    assert Call.objects.get().title_ko == example()["title_ko"]


def test_what_was_pasted_stays_with_its_faults(as_agency, membership):
    as_agency.cookies["django_language"] = "en"
    text = json.dumps({**MINIMUM, "stage": "<b>", "zones": []}, ensure_ascii=False)

    response = sent(as_agency, membership, text=text)

    page = response.content.decode()
    assert [fault.path for fault in response.context["faults"]] == ["$.stage", "$.zones"]
    assert response.context["form"]["text"].value() == text
    assert "<code>$.stage</code>" in page
    assert "<b>" not in page.partition("<main")[2]
    assert not Call.objects.exists()


def test_the_text_of_a_file_with_faults_can_be_mended_on_the_page(as_agency, membership):
    raw = json.dumps({**MINIMUM, "program": "1999"}).encode()

    response = sent(as_agency, membership, raw=raw)

    assert [fault.path for fault in response.context["faults"]] == ["$.program"]
    assert response.context["form"]["text"].value() == raw.decode()


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe{", b"PK\x03\x04", b"\0", b"{" * 100_000])
def test_files_that_are_no_call(as_agency, membership, raw):
    response = sent(as_agency, membership, raw=raw)

    assert response.status_code == 200
    assert len(response.context["faults"]) == 1


def test_a_pasted_nul_is_no_accident(as_agency, membership):
    response = sent(as_agency, membership, text='{"a": "\0"}')

    assert response.status_code == 200
    assert not Call.objects.exists()


def test_faults_of_form_and_of_sense_are_told_together(as_agency, membership):
    content = {**MINIMUM, "program": "1999", "title_ko": "", "opens_at": "x"}
    content["criteria"] = [{"label_ko": "가", "weight": 1}]

    response = sent(as_agency, membership, text=json.dumps(content))

    paths = [fault.path for fault in response.context["faults"]]
    assert paths == ["$.opens_at", "$.title_ko", "$.program", "$.criteria"]


def test_nothing_given(as_agency, membership):
    response = sent(as_agency, membership)

    assert [fault.path for fault in response.context["faults"]] == ["$"]


def test_another_agency_cannot_be_chosen(as_agency, membership):
    strange = AgencyMemberFactory().agency

    response = sent(as_agency, membership, text=json.dumps(MINIMUM), agency=strange.pk)

    assert list(response.context["form"].errors) == ["agency"]
    assert not Call.objects.exists()


def test_export_of_own_drafts_only(as_agency, membership):
    own, strange = CallFactory(agency=membership.agency, parts=True), open_call()

    response = as_agency.get(f"/desk/agency/calls/{own.pk}/call.json")

    assert response.json()["title_ko"] == own.title_ko
    assert as_agency.get(f"/desk/agency/calls/{strange.pk}/call.json").status_code == 404


def test_an_exported_call_can_be_imported_as_it_is(as_agency, membership):
    own = CallFactory(agency=membership.agency, parts=True)
    raw = as_agency.get(f"/desk/agency/calls/{own.pk}/call.json").content

    response = sent(as_agency, membership, raw=raw)

    assert response.status_code == 302
    assert Call.objects.count() == 2
