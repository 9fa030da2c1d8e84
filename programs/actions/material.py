"""What stays of a session: its agency adds materials, and says where the recording is."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.briefing import briefing_held
from programs.actions.errors import FileGone, TooManyMaterials
from programs.actions.notifications import members_of, notify
from programs.actions.scan import (
    first_scan_state,
    is_new_finding,
    is_newly_released,
    queue_scan,
)
from programs.actions.upload import facts_of_upload
from programs.file_checks import validate_material
from programs.models import Briefing, BriefingEvent, Material, Recording

MOST_MATERIALS = 20


def add_material(briefing: Briefing, *, by: User, upload: UploadedFile) -> Material:
    """Add a file at the end of a session's materials; everybody downloads it from then on.

    Where a scanner is set, not before its scan. A file that is there already under this name, as
    after a second click, is given back as it is. Raises ValidationError, TooManyMaterials.
    """
    facts = facts_of_upload(upload, check=validate_material)
    with transaction.atomic():
        held, _now = briefing_held(briefing.pk)
        current = list(held.materials.current())
        for material in current:
            if (material.name, material.sha256) == (facts["name"], facts["sha256"]):
                return material
        if len(current) >= MOST_MATERIALS:
            raise TooManyMaterials(MOST_MATERIALS)
        material = Material.objects.create(
            briefing=held,
            position=max((one.position for one in current), default=0) + 1,
            file=upload,
            uploaded_by=by,
            scan_state=first_scan_state(),
            **facts,
        )
        _record(material, "attach", by=by)
        if material.is_waiting_for_scan:
            queue_scan(material)
    return material


@transaction.atomic
def label_material(material: Material, *, by: User, label_ko: str, label_en: str) -> Material:
    """Say what a file is. Raises FileGone where a colleague has removed it meanwhile."""
    current = _current(material)
    if (current.label_ko, current.label_en) != (label_ko, label_en):
        current.label_ko, current.label_en = label_ko, label_en
        current.save(update_fields=["label_ko", "label_en"])
        _record(current, "label", by=by)
    return current


@transaction.atomic
def move_material(material: Material, *, up: bool, by: User) -> bool:
    """One place up or down in the list; False where it stands at that end already.

    Raises FileGone.
    """
    current = list(briefing_held(material.briefing_id)[0].materials.current())
    keys = [one.pk for one in current]
    if material.pk not in keys:
        raise FileGone
    place = keys.index(material.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(current):
        return False
    current[place], current[other] = current[other], current[place]
    for position, one in enumerate(current, start=1):
        one.position = position
    Material.objects.bulk_update(current, ["position"])
    _record(material, "move", by=by)
    return True


@transaction.atomic
def remove_material(material: Material, *, by: User) -> None:
    """Nobody downloads it any more. Does nothing where it is out already."""
    briefing_held(material.briefing_id)
    row = Material.objects.current().filter(pk=material.pk)
    if row.update(removed_at=timezone.now()):
        _record(material, "detach", by=by)


@transaction.atomic
def link_recording(briefing: Briefing, *, by: User, url: str) -> None:
    """Say where the recording of a session is, an https address; an empty one takes it away.

    The same address sent twice leaves one event.
    """
    held, now = briefing_held(briefing.pk)
    former = Recording.objects.filter(briefing=held).first()
    if url == (former.url if former else ""):
        return
    if url:
        Recording.objects.update_or_create(
            briefing=held, defaults={"url": url, "linked_at": now, "linked_by": by}
        )
    elif former:
        former.delete()
    verb = "link_recording" if url else "unlink_recording"
    BriefingEvent.objects.create(
        briefing=held, actor=by, verb=verb, reason=url or (former.url if former else "")
    )


@transaction.atomic
def withhold_material(material: Material, *, finding: str) -> None:
    """The virus scanner found it to be unsafe: nobody downloads it, and its agency is told.

    A second time does nothing.
    """
    if not is_new_finding(material, finding=finding):
        return
    material.scan_finding = finding
    _record(material, "withhold_file", by=None)
    if material.removed_at is None:
        notify(
            members_of(material.briefing.agency),
            "public_file_withheld",
            path=page_of_materials(material.briefing),
            file=material,
            where=material.briefing,
        )


@transaction.atomic
def release_material(material: Material, *, by: User, reason: str) -> None:
    """The foundation releases what the scanner withheld, and tells the agency why.

    A second time does nothing.
    """
    if not is_newly_released(material):
        return
    _record(material, "release_file", by=by, why=reason)
    if material.removed_at is None:
        notify(
            members_of(material.briefing.agency),
            "file_released",
            path=page_of_materials(material.briefing),
            file=material,
            reason=reason,
        )


def page_of_materials(briefing: Briefing) -> str:
    """Where its agency keeps them."""
    return reverse("programs:briefing-materials", args=[briefing.pk])


def _current(material: Material) -> Material:
    briefing_held(material.briefing_id)
    current = Material.objects.current().filter(pk=material.pk).first()
    if current is None:
        raise FileGone
    return current


def _record(material: Material, verb: str, *, by: User | None, why: str = "") -> None:
    reason = f"{material.name}: {why}" if why else material.name
    BriefingEvent.objects.create(
        briefing_id=material.briefing_id, actor=by, verb=verb, reason=reason
    )
