from fnmatch import fnmatchcase

from django.contrib.auth.models import Group, Permission
from django.core.management import BaseCommand, CommandError
from django.db import transaction

# What staff do through verbs (screen, assign, decide) needs no permission of its own here: rules.py
# grants it to the group. Nobody deletes what was decided or received.
WRITTEN_BY_STAFF = (
    "zones.province",
    "zones.municipality",
    "zones.institution",
    "zones.zone",
    "zones.designation",
    "zones.strategy",
    "zones.budget",
    "zones.budgetstage",
    "zones.agency",
    "zones.agencymember",
    "programs.program",
    "programs.panel",
)
# Who joins the pool does so by their own consent
CHANGED_BY_STAFF = ("programs.reviewer",)
# A new version is added; what people have consented to stays as it was
PUBLISHED_BY_STAFF = ("programs.consenttext",)
# Who leaves an agency loses access at once; the history keeps that they were there
REMOVED_BY_STAFF = ("zones.agencymember",)
READ_BY_STAFF = (
    "programs.call",
    "programs.application",
    "programs.briefing",
    "accounts.user",
    "zones.company",
    "zones.companymember",
    "zones.companyevent",
    "zones.companystatus",
    "zones.participationban",
    "programs.callzone",
    "programs.callevent",
    "programs.amendment",
    "programs.callversion",
    "programs.incident",
    "programs.confirmation",
    "programs.callcomment",
    "programs.warningreason",
    "programs.attachment",
    "programs.eligibilityrule",
    "programs.costshare",
    "programs.questionsection",
    "programs.adjustment",
    "programs.reply",
    "programs.question",
    "programs.requireddocument",
    "programs.criterion",
    "programs.briefingevent",
    "programs.material",
    "programs.recording",
    "programs.story",
    "programs.storyevent",
    "programs.picture",
    "programs.briefingseries",
    "programs.briefingpart",
    "programs.partperson",
    "programs.briefingorganisation",
    "programs.registration",
    "programs.voice",
    "programs.voiceanswer",
    "programs.voicesummary",
    "programs.voiceevent",
    "programs.attendance",
    "programs.attendancewaiver",
    "programs.sessionreply",
    "programs.surveyanswer",
    "programs.answer",
    "programs.applicationconsent",
    "programs.document",
    "programs.submission",
    "programs.applicationevent",
    "programs.screening",
    "programs.screeningcheck",
    "programs.screeningdraft",
    "programs.supplement",
    "programs.supplementfile",
    "programs.handling",
    "programs.savedfilter",
    "programs.assignment",
    "programs.score",
    "programs.scoresheet",
    "programs.unlock",
    "programs.decision",
    "programs.panelevent",
    "programs.panelmember",
    "programs.panelplace",
    "programs.draw",
    "programs.assignmentproposal",
    "programs.reviewerevent",
    "programs.reviewertie",
    "programs.reviewersanction",
    "programs.reviewerinvitation",
    "programs.conflict",
    "programs.challenge",
    "programs.appliedadjustment",
    "programs.ranking",
    "programs.rankingline",
    "programs.tiedraw",
    "programs.objection",
    "programs.objectionfile",
    "programs.selection",
)


def permissions_to(verbs: str, models: tuple[str, ...]) -> list[str]:
    """zones.zone → zones.view_zone, for each verb."""
    return [model.replace(".", f".{verb}_") for model in models for verb in verbs.split()]


GROUPS = {
    "foundation": [
        *permissions_to("view add change", WRITTEN_BY_STAFF),
        *permissions_to("view change", CHANGED_BY_STAFF),
        *permissions_to("view add", PUBLISHED_BY_STAFF),
        *permissions_to("delete", REMOVED_BY_STAFF),
        *permissions_to("view", READ_BY_STAFF),
    ],
    "auditor": [
        "accounts.view_*",
        "zones.view_*",
        "programs.view_*",
        "admin.view_logentry",
        "auth.view_group",
        "axes.view_*",
        "pghistory.view_*",
    ],
}


class Command(BaseCommand):
    help = "Gives the groups foundation and auditor exactly the permissions that are listed here."

    @transaction.atomic
    def handle(self, **options):
        known = {
            f"{permission.content_type.app_label}.{permission.codename}": permission
            for permission in Permission.objects.select_related("content_type")
        }
        for name, patterns in GROUPS.items():
            group, _ = Group.objects.get_or_create(name=name)
            group.permissions.set(known[code] for code in matching(patterns, known))
        if options["verbosity"]:
            self.stdout.write(f"Groups are up to date: {', '.join(GROUPS)}.")


def matching(patterns, codes):
    """The permissions that the patterns name; a pattern that names none is a slip of the pen."""
    found = {
        pattern: {code for code in codes if fnmatchcase(code, pattern)} for pattern in patterns
    }
    if unknown := [pattern for pattern, matches in found.items() if not matches]:
        raise CommandError(f"No such permission: {', '.join(unknown)}")
    return set().union(*found.values())
