"""The desk page of a session's materials, the block on its page, the download."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programs.actions import material as actions
from programs.models import Material, Recording
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.materials import MaterialFactory, RecordingFactory
from tests.factories.programs import BriefingFactory, days, open_call
from tests.hostile_files import macro_sheet, pdf
from tests.words import said

WITHHELD = {"scan_state": "infected", "scan_finding": "Eicar"}


@pytest.fixture
def briefing(membership):
    return BriefingFactory(agency=membership.agency)


def desk(briefing) -> str:
    return reverse("programs:briefing-materials", args=[briefing.pk])


def path(name, material) -> str:
    return reverse(f"programs:{name}", args=[material.briefing_id, material.pk])


def upload(client, briefing, *files):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(desk(briefing), {"files": sent})


def download(client, material):
    response = client.get(path("material-download", material))
    return response, (response.getvalue() if response.streaming else b"")


def test_upload_keeps_what_is_good_and_says_what_is_not(as_agency, briefing):
    response = upload(
        as_agency, briefing, ("발표.pdf", pdf()), ("예산.xlsx", macro_sheet()), ("빈.pdf", b"")
    )

    errors = response.context["form"].errors["files"]
    assert [error.partition(":")[0] for error in errors] == ["예산.xlsx", "빈.pdf"]
    assert [one.name for one in briefing.materials.current()] == ["발표.pdf"]


def test_upload_leads_back_to_the_page(as_agency, briefing):
    assert upload(as_agency, briefing, ("발표.pdf", pdf())).url == desk(briefing)


def test_upload_without_a_file_says_so(as_agency, briefing):
    response = as_agency.post(desk(briefing), {})

    assert list(response.context["form"].errors) == ["files"]
    assert 'role="alert"' in response.content.decode()


def test_upload_of_more_than_a_session_may_have(as_agency, briefing, monkeypatch):
    monkeypatch.setattr(actions, "MOST_MATERIALS", 0)

    response = upload(as_agency, briefing, ("발표.pdf", pdf()))

    assert response.status_code == 200
    assert "발표.pdf" in response.context["form"].errors["files"][0]


def test_others_have_no_such_page(client, briefing):
    client.force_login(UserFactory())

    assert client.get(desk(briefing)).status_code == 404
    assert upload(client, briefing, ("발표.pdf", pdf())).status_code == 404
    assert not Material.objects.exists()


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_the_same_whatever_is_there(as_agency, briefing, item_count):
    for _number in range(item_count):
        MaterialFactory(briefing=briefing)

    assert statements(as_agency, desk(briefing)) == 5


def test_page_says_what_is_withheld_and_what_waits(as_agency, briefing):
    MaterialFactory(briefing=briefing, **WITHHELD, scanned_at=days(0))
    MaterialFactory(briefing=briefing, scan_state="waiting", scan_failed_at=days(0))

    page = as_agency.get(desk(briefing)).content.decode()

    assert "Eicar" in page
    assert 'data-status="infected"' in page
    assert 'data-status="waiting"' in page
    assert "material-download" not in page


def test_label_move_and_remove(as_agency, briefing):
    first, second = MaterialFactory(briefing=briefing), MaterialFactory(briefing=briefing)

    as_agency.post(path("briefing-material-label", first), {"label_ko": "발표", "label_en": ""})
    as_agency.post(path("briefing-material-move", second), {"to": "up"})
    as_agency.post(path("briefing-material-remove", first))

    assert list(briefing.materials.current()) == [second]
    first.refresh_from_db()
    assert (first.label_ko, first.position) == ("발표", 2)


def test_a_label_that_is_too_long_comes_back(as_agency, briefing):
    material = MaterialFactory(briefing=briefing)

    response = as_agency.post(path("briefing-material-label", material), {"label_ko": "가" * 201})

    assert response.context["wrong"].errors.keys() == {"label_ko"}
    assert "가" * 201 in response.content.decode()


@pytest.mark.parametrize("verb", ["label", "move"])
def test_what_a_colleague_removed_meanwhile(as_agency, briefing, verb):
    material = MaterialFactory(briefing=briefing, removed_at=days(0))

    response = as_agency.post(path(f"briefing-material-{verb}", material), follow=True)

    words = said("Not saved: a colleague has removed %(name)s meanwhile.")
    assert words % {"name": material.name} in response.content.decode()


def test_recording_is_linked(as_agency, briefing):
    path = reverse("programs:briefing-recording", args=[briefing.pk])

    response = as_agency.post(path, {"url": "https://video.example.kr/1"})

    assert response.url == desk(briefing)
    assert Recording.objects.get(briefing=briefing).url == "https://video.example.kr/1"


@pytest.mark.parametrize(
    "url", ["http://video.example.kr/1", "javascript:alert(1)", "video", "https://" + "a" * 500]
)
def test_recording_elsewhere_than_behind_https_is_refused_and_stays_typed(as_agency, briefing, url):
    path = reverse("programs:briefing-recording", args=[briefing.pk])

    response = as_agency.post(path, {"url": url})

    assert response.context["recording_form"].errors.keys() == {"url"}
    assert f'value="{url}"' in response.content.decode()
    assert not Recording.objects.exists()


def test_everybody_finds_what_stayed(client, briefing):
    material = MaterialFactory(briefing=briefing, label_ko="기조 발표")
    removed = MaterialFactory(briefing=briefing, removed_at=days(0), name="옛.pdf")
    withheld = MaterialFactory(briefing=briefing, **WITHHELD, scanned_at=days(0), name="독.pdf")
    recording = RecordingFactory(briefing=briefing)

    page = client.get(briefing.get_absolute_url()).content.decode()

    assert path("material-download", material) in page
    assert "기조 발표" in page
    assert f'href="{recording.url}"' in page
    assert removed.name not in page
    assert withheld.name not in page


def test_nothing_stayed_nothing_is_said(client, briefing):
    assert 'id="materials"' not in client.get(briefing.get_absolute_url()).content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
def test_what_stayed_costs_the_page_no_statement(client, db, item_count):
    briefing = BriefingFactory()
    RecordingFactory(briefing=briefing)
    for _number in range(item_count):
        MaterialFactory(briefing=briefing)
        briefing.calls.add(open_call())

    assert statements(client, briefing.get_absolute_url()) == 1


@pytest.mark.parametrize("make", [MaterialFactory, RecordingFactory])
def test_list_marks_past_events_with_materials(client, db, make):
    past = {"starts_at": days(-3), "ends_at": days(-2)}
    make(briefing=BriefingFactory(**past))
    BriefingFactory(**past)

    page = client.get("/briefings/?when=past").content.decode()

    assert page.count(said("With materials")) == 1


def test_download_is_never_rendered_here(client, briefing):
    response, content = download(client, MaterialFactory(briefing=briefing))

    assert content.startswith(b"%PDF")
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-cache"


def test_download_that_is_known_is_not_sent_again(client, briefing):
    material = MaterialFactory(briefing=briefing)

    response = client.get(
        path("material-download", material), headers={"If-None-Match": f'"{material.sha256}"'}
    )

    assert response.status_code == 304


@pytest.mark.parametrize(
    "fields",
    [
        {**WITHHELD, "scanned_at": days(0)},
        {"scan_state": "waiting"},
        {"removed_at": days(0)},
    ],
)
def test_what_is_not_offered_is_downloaded_by_nobody(as_agency, client, briefing, fields):
    material = MaterialFactory(briefing=briefing, **fields)

    assert download(as_agency, material)[0].status_code == 404


def test_materials_of_a_session_that_is_not_public_are_its_agencys(client, membership):
    later = BriefingFactory(agency=membership.agency, published_at=days(1))
    material = MaterialFactory(briefing=later)

    assert download(client, material)[0].status_code == 404
    client.force_login(membership.user)
    response, content = download(client, material)
    assert (response.status_code, content[:4]) == (200, b"%PDF")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_file_that_the_storage_has_not_is_said(client, briefing):
    material = MaterialFactory(briefing=briefing)
    material.file.storage.delete(material.file.name)

    response = client.get(path("material-download", material))

    assert response.status_code == 404
    assert material.name in response.content.decode()
