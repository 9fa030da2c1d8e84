"""Predicates that read as sentences, of which the permissions of calls and briefings are made."""

from typing import Any

import rules
from django.utils import timezone

from portal.accounts.models import User
from programs import workflow
from programs.enums import (
    BARRING,
    WRITING_VERBS,
    CallState,
    ConflictGround,
    MemberRole,
    MemberState,
    SelectionState,
)
from programs.workflow import Table
from zones.rules import (
    OWN_PEOPLE,
    is_of_own_people,
)


@rules.predicate
def is_agency_member(user: User, thing: Any) -> bool:
    """Works for the agency of the call or briefing."""
    return thing is not None and thing.agency.members.filter(user=user.pk).exists()


@rules.predicate
def is_applicant(user: User, application: Any) -> bool:
    """Belongs to the company that applies."""
    if application is None:
        return False
    is_found = user.is_authenticated and application.found_for == user.pk
    return is_found or application.company.members.filter(user=user.pk).exists()


@rules.predicate
def is_of_applicants_people(user: User, application: Any) -> bool:
    """The company's representative or staff, who act in its name; an outside consultant writes."""
    if application is None:
        return False
    if user.is_authenticated and application.found_for == user.pk:
        return application.found_role in OWN_PEOPLE
    return is_of_own_people(user, application.company)


@rules.predicate
def is_one_thing(user: User, thing: Any) -> bool:
    """Asked about a certain one, as the admin does not."""
    return thing is not None


@rules.predicate
def is_assigned(user: User, assignment: Any) -> bool:
    return assignment is not None and assignment.reviewer.user_id == user.pk


@rules.predicate
def is_own_membership(user: User, member: Any) -> bool:
    return member is not None and member.reviewer.user_id == user.pk


@rules.predicate
def applies_beside(user: User, thing: Any) -> bool:
    """Belongs to a company that applies in the call of the panel or application."""
    return (
        thing is not None
        and thing.call.applications.filter(company__members__user=user.pk).exists()
    )


@rules.predicate
def has_no_seat_in(user: User, panel: Any) -> bool:
    """Neither sits in the panel nor belongs to a company that applies in its call."""
    return panel is not None and type(panel).objects.formed_by(user).filter(pk=panel.pk).exists()


@rules.predicate
def is_themselves(user: User, thing: Any) -> bool:
    """The reviewer, or what is about them."""
    return thing is not None and getattr(thing, "reviewer", thing).user_id == user.pk


@rules.predicate
def has_asked_for_waiver(user: User, conflict: Any) -> bool:
    return conflict is not None and conflict.waiver_asked_by_id == user.pk


@rules.predicate
def is_asked_to_waive(user: User, conflict: Any) -> bool:
    return conflict is not None and conflict.waiver_asked_by_id is not None


@rules.predicate
def takes_part(user: User, conflict: Any) -> bool:
    """The ground that is never waived (시행령 제27조제4항)."""
    return conflict is not None and conflict.ground == ConflictGround.PARTICIPANT


@rules.predicate
def is_undecided(user: User, challenge: Any) -> bool:
    return challenge is not None and not challenge.is_decided


@rules.predicate
def is_party_to(user: User, thing: Any) -> bool:
    """Belongs to a company that applies in the call of the application (or of what is about it), or
    is kept from the application by a conflict."""
    application = getattr(thing, "application", thing)
    if application is None:
        return False
    if applies_beside(user, application):
        return True
    if application.pk is None:  # about which nobody can have said anything
        return False
    own = application.conflicts.filter(reviewer__user=user.pk, state__in=BARRING)
    return own.exists()


@rules.predicate
def is_chair_of_its_panel(user: User, assignment: Any) -> bool:
    if assignment is None or not user.is_authenticated:
        return False
    chairs = assignment.panel.members.filter(role=MemberRole.CHAIR, state=MemberState.PLEDGED)
    return chairs.filter(reviewer__user=user.pk).exists()


@rules.predicate
def is_own_registration(user: User, registration: Any) -> bool:
    return registration is not None and registration.user_id == user.pk


@rules.predicate
def waits_for_judgement(user: User, application: Any) -> bool:
    """As far as its applicant may know: one that is decided waits until its result is public."""
    return application is not None and application.is_judged_for_its_applicant()


@rules.predicate
def call_is_underway(user: User, application: Any) -> bool:
    return application is not None and application.call.is_underway


@rules.predicate
def call_has_ended(user: User, application: Any) -> bool:
    """Over, and not cancelled: what was received is handled."""
    return (
        application is not None
        and application.call.state == CallState.APPROVED
        and application.call.has_ended
    )


@rules.predicate
def has_no_part_in(user: User, panel: Any) -> bool:
    """Neither judges in the panel, nor competes in its call, nor is in conflict with what it judges:
    who may see and make its points, rankings and selections. `Panel.objects.decided_by` says it."""
    return panel is not None and type(panel).objects.decided_by(user).filter(pk=panel.pk).exists()


@rules.predicate
def may_decide_in(user: User, panel: Any) -> bool:
    """Has no part in the panel, and its call is over."""
    return call_has_ended.test(user, panel) and has_no_part_in.test(user, panel)


@rules.predicate
def may_decide_in_its_panel(user: User, thing: Any) -> bool:
    """Of a selection or a ranking."""
    return thing is not None and may_decide_in.test(user, thing.panel)


@rules.predicate
def may_decide_about(user: User, application: Any) -> bool:
    """As in its panel, as soon as it has a place in one; before that who neither competes in its
    call nor is in conflict with it."""
    if application is None:
        return False
    place = getattr(application, "panel_place", None)
    if place is not None:
        return has_no_part_in.test(user, place.panel)
    return not is_party_to.test(user, application)


@rules.predicate
def may_decide_about_its_application(user: User, applied: Any) -> bool:
    return applied is not None and may_decide_about.test(user, applied.application)


@rules.predicate
def has_proposed(user: User, selection: Any) -> bool:
    return selection is not None and selection.proposed_by_id == user.pk


@rules.predicate
def is_ahead_of_publication(user: User, selection: Any) -> bool:
    """Confirmed, and its instant has not come."""
    return (
        selection is not None
        and selection.state == SelectionState.CONFIRMED
        and selection.publishes_at > timezone.now()
    )


@rules.predicate
def is_underway(user: User, call: Any) -> bool:
    return call is not None and call.is_underway


@rules.predicate
def is_own_call(user: User, call: Any) -> bool:
    """They began it, handed it over, wrote in it, or are of its agency.

    Nobody approves such a call, and leaving the agency before does not help.
    `Call.objects.approvable_by` says the same of many.
    """
    if call is None:
        return False
    if user.pk in (call.created_by_id, call.submitted_by_id) or is_agency_member(user, call):
        return True
    return call.events.filter(actor=user.pk, verb__in=WRITING_VERBS).exists()


@rules.predicate
def is_of_its_companys_people(user: User, voice: Any) -> bool:
    """The company's representative or staff, who speak in its name; consultants do not."""
    return voice is not None and is_of_own_people(user, voice.company)


@rules.predicate
def is_of_its_agency(user: User, voice: Any) -> bool:
    """Works for the agency that deals with the voice, where it is one and not the foundation."""
    if voice is None or voice.agency is None:
        return False
    return voice.agency.members.filter(user=user.pk).exists()


@rules.predicate
def has_company(user: User, voice: Any) -> bool:
    return voice is not None and voice.company is not None


@rules.predicate
def stands(user: User, applied: Any) -> bool:
    """Applied, and not revoked."""
    return applied is not None and applied.revoked_at is None


@rules.predicate
def took_part_in_what_it_is_about(user: User, objection: Any) -> bool:
    """Had a hand in the decision or the check, or belongs to the applicant."""
    return objection is not None and user.pk in objection.people_who_took_part()


@rules.predicate
def is_upheld_against_others_check(user: User, application: Any) -> bool:
    """An objection to its eligibility check was upheld, and they had no part in that check."""
    if application is None:
        return False
    objection = application.objections.upheld().against_checks().last()
    return objection is not None and not took_part_in_what_it_is_about.test(user, objection)


@rules.predicate
def proposed_the_answer(user: User, objection: Any) -> bool:
    return objection is not None and objection.proposed_by_id == user.pk


def may_to_summary(*verbs: str) -> rules.Predicate:
    """The workflow allows at least one of the verbs to the voice's public summary."""

    @rules.predicate(f"may_to_summary:{'|'.join(verbs)}")
    def in_a_fitting_state(user: User, voice: Any) -> bool:
        summary = getattr(voice, "summary", None)
        return summary is not None and any(
            workflow.may(workflow.SUMMARY, verb, summary.state) for verb in verbs
        )

    return in_a_fitting_state


def may(table: Table, *verbs: str) -> rules.Predicate:
    """The workflow allows at least one of the verbs in the state that the thing is in."""

    @rules.predicate(f"may:{'|'.join(verbs)}")
    def in_a_fitting_state(user: User, thing: Any) -> bool:
        return thing is not None and any(workflow.may(table, verb, thing.state) for verb in verbs)

    return in_a_fitting_state
