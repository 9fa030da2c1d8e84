"""Materials of a session: added, labelled, ordered, removed, withheld; its recording."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from programs.actions import material as actions
from programs.actions.errors import FileGone, OwnFile, TooManyMaterials
from programs.actions.material import (
    add_material,
    label_material,
    link_recording,
    move_material,
    remove_material,
)
from programs.actions.verdict import release_files
from programs.enums import ScanState
from programs.models import Briefing, Material, Recording
from programs.tasks import scan_file
from tests.clamd import EICAR, address_of_nobody, fake_clamd
from tests.factories.accounts import FoundationUserFactory
from tests.factories.materials import MaterialFactory, RecordingFactory
from tests.factories.programs import PDF, BriefingFactory
from tests.factories.zones import AgencyMemberFactory
from tests.hostile_files import macro_sheet, pdf, pptx
from tests.mails import queued_mails
from tests.races import PATIENCE, at_once

pytestmark = pytest.mark.django_db
URL = "https://video.example.kr/watch?v=1"


@pytest.fixture
def member():
    return AgencyMemberFactory()


@pytest.fixture
def briefing(member):
    return BriefingFactory(agency=member.agency)


def upload(name="발표자료.pdf", content=None):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def names(briefing) -> list[str]:
    return [material.name for material in briefing.materials.current()]


def events(briefing) -> list[tuple[str, str]]:
    return [(event.verb, event.reason) for event in briefing.events.all()]


def test_materials_stand_in_the_order_in_which_they_came(briefing, member):
    for name, content in (("하나.pdf", pdf("1")), ("둘.pptx", pptx()), ("셋.pdf", pdf("3"))):
        add_material(briefing, by=member.user, upload=upload(name, content))

    assert names(briefing) == ["하나.pdf", "둘.pptx", "셋.pdf"]
    assert events(briefing) == [
        ("attach", "하나.pdf"), ("attach", "둘.pptx"), ("attach", "셋.pdf")
    ]  # fmt: skip


def test_the_same_file_twice_is_there_once(briefing, member):
    first, second = (add_material(briefing, by=member.user, upload=upload()) for _time in range(2))

    assert first == second
    assert events(briefing) == [("attach", "발표자료.pdf")]


def test_a_macro_is_refused(briefing, member):
    with pytest.raises(ValidationError, match="매크로"):
        add_material(briefing, by=member.user, upload=upload("예산.xlsx", macro_sheet()))

    assert names(briefing) == []


def test_no_more_than_so_many(briefing, member, monkeypatch):
    monkeypatch.setattr(actions, "MOST_MATERIALS", 1)
    MaterialFactory(briefing=briefing)

    with pytest.raises(TooManyMaterials):
        add_material(briefing, by=member.user, upload=upload("둘.pdf"))

    assert names(briefing) == ["발표자료.pdf"]


def sent_at_once(briefing, member) -> list:
    """Six colleagues, where three files may stand."""
    return at_once(
        lambda n: add_material(briefing, by=member.user, upload=upload(f"{n}.pdf", pdf(str(n)))),
        count=6,
    )


def test_no_more_than_so_many_when_colleagues_send_at_once(committed, monkeypatch):
    monkeypatch.setattr(actions, "MOST_MATERIALS", 3)
    member = AgencyMemberFactory()
    briefing = BriefingFactory(agency=member.agency)

    outcomes = sent_at_once(briefing, member)

    assert sorted(briefing.materials.values_list("position", flat=True)) == [1, 2, 3]
    assert [type(one) for one in outcomes].count(TooManyMaterials) == 3


def test_control_without_the_lock_there_are_more(committed, monkeypatch):
    monkeypatch.setattr(actions, "MOST_MATERIALS", 3)
    everybody = threading.Barrier(6)

    def not_held(pk):
        briefing = Briefing.objects.get(pk=pk)
        briefing.materials.current().count()
        everybody.wait(PATIENCE)
        return briefing, None

    monkeypatch.setattr(actions, "briefing_held", not_held)
    member = AgencyMemberFactory()
    briefing = BriefingFactory(agency=member.agency)

    sent_at_once(briefing, member)

    assert briefing.materials.count() > 3


def test_a_label_is_kept_with_its_event(briefing, member):
    material = MaterialFactory(briefing=briefing)

    for _time in range(2):
        label_material(material, by=member.user, label_ko="발표", label_en="Slides")

    material.refresh_from_db()
    assert (material.label_ko, material.label_en) == ("발표", "Slides")
    assert events(briefing) == [("label", "발표자료.pdf")]


@pytest.mark.parametrize(
    ("place", "up", "expected"),
    [
        (2, True, ["1", "3", "2"]),
        (0, False, ["2", "1", "3"]),
        (0, True, ["1", "2", "3"]),
        (2, False, ["1", "2", "3"]),
    ],
)
def test_order_changes_by_one_place(briefing, member, place, up, expected):
    materials = [MaterialFactory(briefing=briefing, name=str(number)) for number in (1, 2, 3)]

    is_moved = move_material(materials[place], up=up, by=member.user)

    assert names(briefing) == expected
    assert is_moved is (expected != ["1", "2", "3"])


def test_what_was_removed_is_neither_labelled_nor_moved(briefing, member):
    material = MaterialFactory(briefing=briefing)
    for _time in range(2):
        remove_material(material, by=member.user)

    with pytest.raises(FileGone):
        label_material(material, by=member.user, label_ko="발표", label_en="")
    with pytest.raises(FileGone):
        move_material(material, up=True, by=member.user)
    assert events(briefing) == [("detach", "발표자료.pdf")]


def test_a_recording_is_linked_changed_and_taken_away(briefing, member):
    other = "https://video.example.kr/2"

    for url in (URL, URL, other, ""):
        link_recording(briefing, by=member.user, url=url)

    assert not Recording.objects.exists()
    assert events(briefing) == [
        ("link_recording", URL),
        ("link_recording", other),
        ("unlink_recording", other),
    ]


def test_taking_away_what_is_not_there_leaves_nothing(briefing, member):
    link_recording(briefing, by=member.user, url="")

    assert events(briefing) == []


def test_a_new_material_waits_for_its_scan(briefing, member, settings):
    settings.CLAMD_ADDRESS = address_of_nobody()

    material = add_material(briefing, by=member.user, upload=upload())

    assert material.scan_state == ScanState.WAITING
    assert list(Material.objects.offered()) == []


def test_scanner_that_is_down_changes_nothing_but_says_when(briefing, member, settings):
    settings.CLAMD_ADDRESS = address_of_nobody()
    material = add_material(briefing, by=member.user, upload=upload())

    scan_file(kind="material", pk=material.pk)

    material.refresh_from_db()
    assert material.scan_state == ScanState.WAITING
    assert material.scan_failed_at is not None


@pytest.mark.parametrize(
    ("content", "state"), [(PDF, ScanState.CLEAN), (PDF + EICAR, ScanState.INFECTED)]
)
def test_verdict(briefing, member, settings, content, state):
    settings.CLAMD_ADDRESS = address_of_nobody()
    material = add_material(briefing, by=member.user, upload=upload(content=content))

    with fake_clamd() as clamd:
        settings.CLAMD_ADDRESS = clamd.address
        for _time in range(2):
            scan_file(kind="material", pk=material.pk)

    material.refresh_from_db()
    assert material.scan_state == state
    is_withheld = state == ScanState.INFECTED
    assert [address for address, _subject in queued_mails()] == [member.user.email] * is_withheld
    assert [verb for verb, _why in events(briefing)] == ["attach"] + ["withhold_file"] * is_withheld


def withheld(briefing) -> Material:
    return MaterialFactory(
        briefing=briefing,
        scan_state="infected",
        scan_finding="Eicar",
        scanned_at=briefing.starts_at,
    )


def test_the_foundation_releases_what_was_withheld_wrongly(briefing, member, groups):
    material = withheld(briefing)

    release_files(material.sha256, by=FoundationUserFactory(), reason="오진")

    material.refresh_from_db()
    assert material.scan_state == ScanState.CLEARED
    assert events(briefing) == [("release_file", "발표자료.pdf: 오진")]
    assert [address for address, _subject in queued_mails()] == [member.user.email]


def test_nobody_releases_a_file_of_their_own_agency(briefing, member):
    material = withheld(briefing)

    with pytest.raises(OwnFile):
        release_files(material.sha256, by=member.user, reason="우리 것")

    material.refresh_from_db()
    assert material.scan_state == ScanState.INFECTED


def test_changing_a_briefing_keeps_its_recording(briefing, member):
    RecordingFactory(briefing=briefing)
    stale = type(briefing).objects.get(pk=briefing.pk)
    link_recording(briefing, by=member.user, url=URL + "&new")

    stale.save()

    assert Recording.objects.get().url == URL + "&new"
