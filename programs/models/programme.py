"""The programme of a briefing: its parts with those who speak in them, and who holds it."""

from datetime import datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.business_days import closing_day
from portal.common.models import localized
from portal.common.nested import objects_from, rows_of
from programs.enums import UNTITLED_PARTS, OrganisationRole, PartKind, PartRole

LONGEST_PURPOSE = 500


class BriefingPart(models.Model):
    """A part of a programme in its order; a nested one belongs to the last before it that is not.

    What stands in the order needs no parent: there is one level, and nothing can be its own part.
    """

    briefing = models.ForeignKey(
        "programs.Briefing",
        on_delete=models.CASCADE,
        related_name="parts",
        verbose_name=_("briefing"),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    is_nested = models.BooleanField(
        _("belongs to the part above"),
        default=False,
        help_text=_("Such as the keynote and the panel of a forum."),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=PartKind, default=PartKind.PRESENTATION
    )
    title_ko = models.CharField(_("title (Korean)"), max_length=200, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=240, blank=True)
    purpose_ko = models.CharField(
        _("what it is about (Korean)"), max_length=LONGEST_PURPOSE, blank=True
    )
    purpose_en = models.CharField(
        _("what it is about (English)"), max_length=LONGEST_PURPOSE, blank=True
    )
    place_ko = models.CharField(_("place, if another (Korean)"), max_length=160, blank=True)
    place_en = models.CharField(_("place, if another (English)"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    title = localized("title")
    purpose = localized("purpose")
    place = localized("place")
    # As `parts_from` fills them
    spoken_by: "list[PartPerson]"
    nested: "list[BriefingPart]"

    class Meta:
        verbose_name = _("part of a programme")
        verbose_name_plural = _("parts of a programme")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "position"],
                name="programs_briefingpart_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(position__gt=1) | Q(position=1, is_nested=False),
                name="programs_briefingpart_first_is_not_nested",
            ),
            models.CheckConstraint(
                condition=~Q(title_ko="") | Q(kind__in=UNTITLED_PARTS),
                name="programs_briefingpart_says_something",
                violation_error_message=_("Give a title."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="programs_briefingpart_ends_after_start",
                violation_error_message=_("A part ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """Its title, or what kind of part it is."""
        return self.title or str(self.get_kind_display()).capitalize()


class PartPerson(models.Model):
    """Who speaks or presents in a part: a person, a post, or a company, as far as is known."""

    part = models.ForeignKey(
        BriefingPart, on_delete=models.CASCADE, related_name="people", verbose_name=_("part")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    role = models.CharField(_("role"), max_length=20, choices=PartRole, default=PartRole.SPEAKER)
    name_ko = models.CharField(_("name (Korean)"), max_length=80, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    post_ko = models.CharField(_("post (Korean)"), max_length=120, blank=True)
    post_en = models.CharField(_("post (English)"), max_length=160, blank=True)
    organisation_ko = models.CharField(_("organisation (Korean)"), max_length=120, blank=True)
    organisation_en = models.CharField(_("organisation (English)"), max_length=160, blank=True)
    name = localized("name")
    post = localized("post")
    organisation = localized("organisation")

    class Meta:
        verbose_name = _("person in a programme")
        verbose_name_plural = _("people in a programme")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "position"], name="programs_partperson_position"
            ),
            models.CheckConstraint(
                condition=~Q(name_ko="", post_ko="", organisation_ko=""),
                name="programs_partperson_is_somebody",
                violation_error_message=_("Give a name, a post or an organisation."),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(word for word in (self.organisation, self.name, self.post) if word)


class BriefingOrganisation(models.Model):
    """Who holds a briefing, or takes part in it, by name: most have no row anywhere here."""

    briefing = models.ForeignKey(
        "programs.Briefing",
        on_delete=models.CASCADE,
        related_name="organisations",
        verbose_name=_("briefing"),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    role = models.CharField(
        _("role"), max_length=20, choices=OrganisationRole, default=OrganisationRole.HOST
    )
    name_ko = models.CharField(_("name (Korean)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=160, blank=True)
    name = localized("name")

    class Meta:
        verbose_name = _("organisation at a briefing")
        verbose_name_plural = _("organisations at a briefing")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "role", "name_ko"],
                name="programs_briefingorganisation_once_in_a_role",
            ),
            models.CheckConstraint(
                condition=~Q(name_ko=""), name="programs_briefingorganisation_has_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


PERSON_FIELDS = (
    "role", "name_ko", "name_en", "post_ko", "post_en", "organisation_ko", "organisation_en",
)  # fmt: skip
PART_FIELDS = (
    "is_nested", "kind", "title_ko", "title_en", "purpose_ko", "purpose_en", "place_ko",
    "place_en", "starts_at", "ends_at",
)  # fmt: skip
ORGANISATION_FIELDS = ("role", "name_ko", "name_en")


class ProgrammeQuerySet(models.QuerySet[Any]):
    """What a page of a briefing shows beside its own row, in the same statement."""

    def with_programme(self) -> Self:
        """`part_rows`, each with its `people`, and `organisation_rows`."""
        people = PartPerson.objects.filter(part=OuterRef("pk"))
        parts = BriefingPart.objects.filter(briefing=OuterRef("pk"))
        organisations = BriefingOrganisation.objects.filter(briefing=OuterRef("pk"))
        return self.annotate(
            part_rows=rows_of(parts, *PART_FIELDS, people=rows_of(people, *PERSON_FIELDS)),
            organisation_rows=rows_of(organisations, *ORGANISATION_FIELDS),
        )


def told_in_programmes(text: str) -> models.QuerySet[Any, Any]:
    """The keys of briefings with a part or an organisation whose words contain the text."""
    part = Q(title_ko__icontains=text) | Q(title_en__icontains=text)
    speaker = Q(people__name_ko__icontains=text) | Q(people__organisation_ko__icontains=text)
    name = Q(name_ko__icontains=text) | Q(name_en__icontains=text)
    parts = BriefingPart.objects.filter(part | speaker).order_by().values("briefing")
    return parts.union(BriefingOrganisation.objects.filter(name).order_by().values("briefing"))


def hours_of(briefing: Any) -> tuple[datetime, datetime]:
    """The first and the last moment at which a part of its programme may lie: those of the briefing,
    or of its days in Korea where only these are known."""
    if not briefing.is_day_only:
        return briefing.starts_at, briefing.ends_at
    first, last = timezone.localdate(briefing.starts_at), closing_day(briefing.ends_at)
    midnight = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    return timezone.make_aware(datetime.combine(first, time.min)), midnight


def parts_from(rows: Any) -> list[BriefingPart]:
    """Those of the first level from `part_rows`, each with who speaks in it and what belongs to it."""
    first_level: list[BriefingPart] = []
    for row in rows:
        own = {name: value for name, value in row.items() if name != "people"}
        (part,) = objects_from(BriefingPart, [own])
        part.spoken_by, part.nested = objects_from(PartPerson, row["people"]), []
        if part.is_nested and first_level:
            first_level[-1].nested.append(part)
        else:
            first_level.append(part)
    return first_level


class WithProgramme:
    """What `with_programme` brought, as objects."""

    part_rows: list[dict[str, Any]]
    organisation_rows: list[dict[str, Any]]

    @property
    def programme(self) -> list[BriefingPart]:
        """The parts of the first level (`parts_from`)."""
        return parts_from(self.part_rows)

    @property
    def organisation_list(self) -> list[BriefingOrganisation]:
        return objects_from(BriefingOrganisation, self.organisation_rows)
