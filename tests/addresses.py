"""All addresses of the URL resolver, filled with the things of a world, and what they answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from django.urls.resolvers import URLResolver
from pghistory.models import Events

from programs.models import (
    Application,
    AppliedAdjustment,
    Challenge,
    Conflict,
    Incident,
    Objection,
    ReviewerInvitation,
    ReviewerReading,
    ReviewerSanction,
)
from tests.factories.world import Case, World
from zones.models import CompanyReading, CompanyStatus, ParticipationBan

LEADS_TO = {
    "account_login": "login",
    "admin:login": "login",
    "account_reauthenticate": "confirm",  # asks for the password once more
    "account_change_password": "→change",
    "mfa_index": "→mfa",
    "admin:index": "→admin",
    "admin:programs_application_changelist": "→admin-list",
    "admin:programs_call_change": "→admin-call",
    "programs:agency-desk": "→agency",
    "programs:application-check": "→check",
    "programs:application-detail": "→application",
    "programs:application-edit": "→edit",
    "programs:briefing-check-in": "→check-in",
    "programs:ticket": "→ticket",
    "programs:briefing-detail": "→briefing",
    "programs:briefing-materials": "→materials",
    "programs:call-attachments": "→attachments",
    "programs:call-detail": "→call",
    "programs:call-draft": "→draft",
    "programs:call-list": "→calls",
    "programs:call-questions": "→questions",
    "programs:call-section": "→section",
    "programs:call-waivers": "→waivers",
    "programs:company-desk": "→company",
    "programs:document-list": "→documents",
    "programs:receipt-detail": "→receipt",
    "programs:review-detail": "→review",
    "programs:review-document": "→pages",
    "programs:review-list": "→reviews",
    "programs:review-panel": "→panel",
    "programs:reviewer-account": "→reviewer-account",
    "programs:reviewer-profile": "→profile",
    "admin:programs_panel_change": "→admin-panel",
    "programs:company-vault": "→vault",
    "programs:objection": "→objection",
    "programs:company-voice": "→voice",
    "programs:saved-list": "→saved",
    "programs:application-supplement": "→supplement",
    "programs:story-pictures": "→pictures",
    "programs:story-preview": "→preview",
    "programs:registration-detail": "→place",
    "programs:guest-slots": "→slots",
    "zones:company-account": "→account",
    "zones:company-people": "→people",
}


@dataclass(frozen=True)
class Address:
    """`name` as `reverse` takes it, or the route where it has none; the parameters of the route."""

    name: str
    route: str
    parameters: tuple[str, ...]


def addresses() -> list[Address]:
    return list(_walk(get_resolver(), "", "", ()))


def _walk(resolver: URLResolver, route: str, space: str, above: tuple) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        parameters = (*above, *pattern.pattern.regex.groupindex)
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            namespace = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern, here, space + namespace, parameters)
        else:
            yield Address(space + pattern.name if pattern.name else here, here, parameters)


def path_of(name: str, parameters: tuple[str, ...], of: str, world: World) -> str:
    """The address with the thing of the case that `of` names."""
    if "/" in name:
        return "/" + name.partition("(")[0] + "unknown"
    case = world.open if of == "-" else getattr(world, of)
    values = {**_things(name, case), **_others(world)}
    values |= _besides(name, case)
    if name == "programs:application-section":
        values["section"] = "head"
    return reverse(name, kwargs={parameter: values[parameter] for parameter in parameters})


def _besides(name: str, case: Case) -> dict[str, Any]:
    """What addresses of the same beginning mean by the same parameter."""
    things = {
        "programs:review-panel": case.assignment and ("pk", case.assignment.panel),
        "programs:session-question-set-aside": ("pk", case.session_question),
        "programs:session-reply-correct": ("pk", case.session_reply),
        "programs:objection-file": case.objection and ("file_pk", case.objection.files.first()),
        "admin:programs_challenge": ("pk", case.challenge),
        "admin:programs_objection": ("pk", case.objection),
    }
    found = {
        parameter: thing.pk
        for beginning, (parameter, thing) in ((key, pair) for key, pair in things.items() if pair)
        if name.startswith(beginning) and thing
    }
    if name.startswith("programs:ticket"):
        found["ticket"] = case.registration.code if case.registration else "0000000000"
    return found


def _things(name: str, case: Case) -> dict[str, Any]:
    kind = re.split("[-_]", re.sub("^(programs|zones)_", "", name.rpartition(":")[2]))[0]
    thing = {
        "agency": case.voice,
        "amendment": case.call,
        "api": case.story if name.startswith("api-story") else case.briefing,
        "application": case.application,
        "appliedadjustment": case.applied,
        "briefing": case.briefing,
        "guest": case.briefing,
        "call": case.call,
        "challenge": case.application,
        "company": case.application and case.application.company,
        "companyreading": CompanyReading.objects.first(),
        "companystatus": CompanyStatus.objects.first(),
        "conflict": case.conflict,
        "document": case.application,
        "incident": Incident.objects.first(),
        "participationban": ParticipationBan.objects.first(),
        "inquiry": case.inquiry,
        "material": case.briefing,
        "panel": case.assignment and case.assignment.panel,
        "objection": case.application,
        "picture": case.story,
        "ranking": case.ranking,
        "receipt": case.application,
        "registration": case.registration,
        "reply": case.reply,
        "savedcall": case.saved_call,
        "briefingseries": case.series,
        "series": case.series,
        "savedsearch": case.saved_search,
        "selection": case.selection,
        "session": case.briefing,
        "review": case.assignment,
        "reviewer": case.assignment and case.assignment.reviewer,
        "reviewerinvitation": ReviewerInvitation.objects.first(),
        "reviewerreading": ReviewerReading.objects.first(),
        "reviewersanction": ReviewerSanction.objects.first(),
        "summary": case.summary,
        "story": case.story,
        "supplement": case.application,
        "upload": case.application,
        "view": case.call,
        "voice": case.voice,
    }.get(kind)
    pk = thing.pk if thing else 1
    return {
        "pk": pk,
        "object_id": pk,
        "code": case.call.code,
        "number": _number(case) if kind == "receipt" else 0,
        "question_pk": _first_pk(case.call.questions),
        "section_pk": _first_pk(case.call.sections),
        "document_pk": case.document.pk if case.document else 1,
        "upload_pk": case.upload.pk if case.upload else 1_000_000,
        "objection_pk": case.objection.pk if case.objection else 1,
        "application": case.application.pk if case.application else 1,
        "panel": _first_pk(case.call.panels),
        "picture_pk": case.picture.pk if case.picture else 1,
        "digest": case.picture.sha256 if case.picture else "unknown",
        "material_pk": case.material.pk if case.material else 1,
        "waiver_pk": _first_pk(case.call.attendance_waivers),
        "attachment_pk": case.attachment.pk if case.attachment else 1,
        "filter_pk": 1_000_000,
        "file_pk": case.supplement_file.pk if case.supplement_file else 1_000_000,
        "voice_pk": case.voice.pk if case.voice else 1,
        **_people_of(case.application and case.application.company),
    }


def _people_of(company: Any) -> dict[str, Any]:
    if company is None:
        return {"member_pk": 1, "invitation_pk": 1, "offer_pk": 1, "vault_pk": 1}
    return {
        "member_pk": _first_pk(company.members),
        "invitation_pk": _first_pk(company.invitations),
        "offer_pk": _first_pk(company.offers),
        "vault_pk": _first_pk(company.vault),
    }


def _number(case: Case) -> str | int:
    submission = case.application and case.application.submissions.first()
    return submission.number if submission else 0


def _first_pk(parts: Any) -> int:
    return parts.values_list("pk", flat=True).first() or 1


def _others(world: World) -> dict[str, Any]:
    call = world.open.call
    return {
        "panel": world.closed.selection.panel_id,
        "slug": call.agency.zone.slug,
        "section": "purpose",
        "id": world.users["company"].pk,
        "key": "unknown",
        "token": "unknown",
        "uidb36": "1",
        "app_label": "programs",
        "content_type_id": ContentType.objects.get_for_model(call).pk,
    }


def first_of(model: type[Model], world: World) -> Model:
    """One that staff may see, where there is a difference."""
    if model is Application:
        return world.closed.application
    if model is Challenge:
        return world.closed.challenge
    if model is Conflict:
        return world.closed.conflict
    if model is Objection:
        return world.closed.objection
    if model is AppliedAdjustment:
        return world.closed.applied
    if model is Events:
        return Events.objects.tracks(world.closed.call).earliest("pk")
    return model.objects.earliest("pk")


def admin_models() -> dict[str, type]:
    """`programs_call` → Call, for each model of the admin."""
    return {
        f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry
    }


def outcome(response: HttpResponse) -> str:
    """The status; of a redirect where it leads: a word of LEADS_TO or "→name"."""
    if response.streaming:
        response.getvalue()  # reads the file to its end, and so closes it
    if response.status_code not in (301, 302):
        return str(response.status_code)
    if response.url.startswith(settings.STATIC_URL):
        return "→static"
    name = resolve(urlsplit(response.url).path).view_name
    return LEADS_TO.get(name, f"→{name}")


def client_of(user) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client
