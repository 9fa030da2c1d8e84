"""Who may do what: the list of permissions; what they say is in `predicates`.

Two traps of the library: a superuser passes every permission without being asked, so actions check
the workflow themselves; and the admin asks with no object, so every predicate survives None.
"""

import rules

from programs import workflow
from programs.rules.predicates import (
    call_has_ended,
    call_is_underway,
    has_asked_for_waiver,
    has_company,
    has_no_seat_in,
    has_proposed,
    is_agency_member,
    is_ahead_of_publication,
    is_applicant,
    is_asked_to_waive,
    is_assigned,
    is_chair_of_its_panel,
    is_of_applicants_people,
    is_of_its_agency,
    is_of_its_companys_people,
    is_one_thing,
    is_own_call,
    is_own_membership,
    is_own_registration,
    is_party_to,
    is_themselves,
    is_undecided,
    is_underway,
    is_upheld_against_others_check,
    may,
    may_decide_about,
    may_decide_about_its_application,
    may_decide_in,
    may_decide_in_its_panel,
    may_to_summary,
    proposed_the_answer,
    stands,
    takes_part,
    took_part_in_what_it_is_about,
    waits_for_judgement,
)
from zones.rules import is_foundation, is_member_of_its_company, is_of_own_people

handles_objection = is_foundation & is_one_thing & ~took_part_in_what_it_is_about

rules.add_perm("programs.edit_call", is_agency_member & may(workflow.CALL, "write"))
rules.add_perm("programs.submit_call", is_agency_member & may(workflow.CALL, "submit"))
rules.add_perm("programs.take_back_call", is_agency_member & may(workflow.CALL, "take_back"))
rules.add_perm(
    "programs.approve_call", is_foundation & ~is_own_call & may(workflow.CALL, "approve")
)
rules.add_perm("programs.send_back_call", is_foundation & may(workflow.CALL, "send_back"))
rules.add_perm("programs.close_call", is_foundation & is_underway)
rules.add_perm("programs.cancel_call", is_foundation & may(workflow.CALL, "cancel"))
rules.add_perm("programs.amend_call", is_agency_member & may(workflow.CALL, "amend"))
rules.add_perm("programs.discard_call", is_agency_member & may(workflow.CALL, "discard"))
rules.add_perm(
    "programs.publish_amendment",
    is_foundation & ~is_own_call & may(workflow.CALL, "merge"),
)
rules.add_perm("programs.record_incident", is_foundation)
rules.add_perm("programs.release_file", is_foundation)
rules.add_perm("programs.edit_briefing", is_agency_member)
rules.add_perm("programs.read_needs", is_agency_member | is_foundation & is_one_thing)
rules.add_perm("programs.check_in_guests", is_agency_member)
rules.add_perm("programs.read_survey", is_agency_member | is_foundation)
rules.add_perm("programs.waive_attendance", is_agency_member)
rules.add_perm("programs.answer_inquiries", is_agency_member)

rules.add_perm(
    "programs.edit_application",
    is_applicant & call_is_underway & may(workflow.APPLICATION, "submit"),
)
rules.add_perm(
    "programs.submit_application",
    is_of_applicants_people & call_is_underway & may(workflow.APPLICATION, "submit"),
)
rules.add_perm(
    "programs.discard_application",
    is_of_applicants_people & call_is_underway & may(workflow.APPLICATION, "discard"),
)
rules.add_perm("programs.confirm_application", is_of_applicants_people)
rules.add_perm(
    "programs.withdraw_application",
    is_of_applicants_people & call_is_underway & may(workflow.APPLICATION, "withdraw"),
)
rules.add_perm(
    "programs.screen_application",
    is_foundation & ~is_applicant & call_has_ended & may(workflow.APPLICATION, "pass_screening"),
)
rules.add_perm(
    "programs.screen_anew",
    is_foundation
    & call_has_ended
    & may(workflow.APPLICATION, "screen_anew")
    & is_upheld_against_others_check,
)
rules.add_perm(
    "programs.ask_supplement",
    is_foundation & ~is_applicant & call_has_ended & may(workflow.APPLICATION, "pass_screening"),
)
rules.add_perm("programs.answer_supplement", is_of_applicants_people)
rules.add_perm("programs.handle_application", is_foundation & ~is_applicant & call_has_ended)
rules.add_perm(
    "programs.assign_application",
    is_foundation & ~is_applicant & call_has_ended & may(workflow.APPLICATION, "assign"),
)
rules.add_perm("programs.propose_selection", is_foundation & may_decide_in)
rules.add_perm(
    "programs.confirm_selection",
    is_foundation & may_decide_in_its_panel & ~has_proposed & may(workflow.SELECTION, "confirm"),
)
rules.add_perm(
    "programs.return_selection",
    is_foundation & may_decide_in_its_panel & may(workflow.SELECTION, "return"),
)
rules.add_perm(
    "programs.move_publication",
    is_foundation & may_decide_in_its_panel & ~has_proposed & is_ahead_of_publication,
)
rules.add_perm("programs.file_objection", is_of_applicants_people)
rules.add_perm("programs.take_objection", handles_objection & may(workflow.OBJECTION, "take"))
rules.add_perm("programs.propose_answer", handles_objection & may(workflow.OBJECTION, "propose"))
rules.add_perm(
    "programs.send_back_answer", handles_objection & may(workflow.OBJECTION, "send_back")
)
rules.add_perm(
    "programs.decide_objection",
    handles_objection & ~proposed_the_answer & may(workflow.OBJECTION, "decide"),
)
rules.add_perm("programs.apply_adjustment", is_foundation & call_has_ended & may_decide_about)
rules.add_perm(
    "programs.revoke_adjustment", is_foundation & stands & may_decide_about_its_application
)
rules.add_perm("programs.freeze_ranking", is_foundation & may_decide_in)
rules.add_perm("programs.draw_tie", is_foundation & may_decide_in_its_panel)
rules.add_perm("programs.pledge_assignment", is_assigned & may(workflow.ASSIGNMENT, "pledge"))
rules.add_perm("programs.score_assignment", is_assigned & may(workflow.ASSIGNMENT, "finish"))
rules.add_perm("programs.manage_panel", is_foundation & has_no_seat_in)
rules.add_perm("programs.accept_membership", is_own_membership & may(workflow.MEMBER, "accept"))
rules.add_perm("programs.decline_membership", is_own_membership & may(workflow.MEMBER, "decline"))
rules.add_perm("programs.pledge_membership", is_own_membership & may(workflow.MEMBER, "pledge"))
rules.add_perm(
    "programs.unlock_assignment",
    ~is_assigned & is_chair_of_its_panel & may(workflow.ASSIGNMENT, "unlock"),
)
rules.add_perm("programs.recuse_assignment", is_assigned & may(workflow.ASSIGNMENT, "recuse"))
rules.add_perm("programs.invite_reviewer", is_foundation)
rules.add_perm("programs.manage_reviewer", is_foundation & ~is_themselves)
rules.add_perm("programs.sanction_reviewer", is_foundation & is_one_thing & ~is_themselves)
rules.add_perm("programs.read_reviewer_account", is_foundation & is_one_thing & ~is_themselves)
rules.add_perm("programs.record_conflict", is_foundation & ~is_party_to & call_has_ended)
rules.add_perm(
    "programs.settle_conflict",
    is_foundation & ~is_themselves & ~is_party_to & may(workflow.CONFLICT, "dismiss"),
)
rules.add_perm(
    "programs.ask_waiver",
    is_foundation
    & ~is_themselves
    & ~is_party_to
    & ~takes_part
    & ~is_asked_to_waive
    & may(workflow.CONFLICT, "waive"),
)
rules.add_perm(
    "programs.grant_waiver",
    is_foundation
    & ~is_themselves
    & ~is_party_to
    & ~takes_part
    & is_asked_to_waive
    & ~has_asked_for_waiver
    & may(workflow.CONFLICT, "waive"),
)
rules.add_perm(
    "programs.file_challenge",
    is_of_applicants_people & waits_for_judgement,
)
rules.add_perm("programs.decide_challenge", is_foundation & is_undecided & ~is_party_to)
rules.add_perm(
    "programs.cancel_registration",
    is_own_registration & may(workflow.REGISTRATION, "cancel"),
)
rules.add_perm(
    "programs.accept_offer",
    is_own_registration & may(workflow.REGISTRATION, "accept"),
)

is_another_company = ~is_member_of_its_company
rules.add_perm("programs.report_voice", is_of_own_people)
rules.add_perm("programs.take_down_voice", is_foundation)
rules.add_perm(
    "programs.assign_voice", is_foundation & is_another_company & may(workflow.VOICE, "assign")
)
rules.add_perm(
    "programs.answer_voice",
    (is_foundation | is_of_its_agency) & is_another_company & may(workflow.VOICE, "answer"),
)
rules.add_perm(
    "programs.withdraw_voice", is_of_its_companys_people & may(workflow.VOICE, "withdraw")
)
rules.add_perm(
    "programs.ask_again_voice", is_of_its_companys_people & may(workflow.VOICE, "ask_again")
)
rules.add_perm(
    "programs.propose_summary",
    is_foundation & is_another_company & has_company & may(workflow.VOICE, "summarize"),
)
rules.add_perm("programs.agree_to_summary", is_of_its_companys_people & may_to_summary("agree"))
rules.add_perm("programs.decline_summary", is_of_its_companys_people & may_to_summary("decline"))
rules.add_perm(
    "programs.publish_summary", is_foundation & is_another_company & may_to_summary("publish")
)
rules.add_perm(
    "programs.unpublish_summary", is_foundation & is_another_company & may_to_summary("unpublish")
)
rules.add_perm("programs.edit_story", is_agency_member)
rules.add_perm("programs.publish_story", is_agency_member & may(workflow.STORY, "publish"))
rules.add_perm(
    "programs.withdraw_story",
    (is_agency_member | is_foundation) & may(workflow.STORY, "withdraw"),
)
