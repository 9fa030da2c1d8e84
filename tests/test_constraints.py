"""What holds for every row, whoever writes it: each constraint of ours with rows that break it."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, Q

from portal.accounts.models import Consent
from programs.enums import AssignmentState, QuestionKind
from programs.models import Assignment, Panel
from tests.attendance_violations import ATTENDANCE_VIOLATIONS
from tests.briefing_violations import BRIEFING_VIOLATIONS
from tests.call_violations import CALL_VIOLATIONS
from tests.company_violations import COMPANY_VIOLATIONS
from tests.factories.accounts import UserFactory
from tests.factories.listening import (
    InquiryFactory,
    SavedCallFactory,
    SavedSearchFactory,
)
from tests.factories.programs import (
    AnswerFactory,
    ApplicationFactory,
    AssignmentFactory,
    AttachmentFactory,
    BriefingFactory,
    CallFactory,
    ConsentTextFactory,
    CriterionFactory,
    DocumentFactory,
    PanelFactory,
    QuestionFactory,
    RegistrationFactory,
    ScoreFactory,
    ScreeningFactory,
    SubmissionFactory,
    UploadFactory,
    UploadPartFactory,
    days,
    open_call,
)
from tests.factories.zones import (
    AgencyFactory,
    AgencyMemberFactory,
    BudgetFactory,
    CompanyFactory,
    CompanyMemberFactory,
    CompanyStatusFactory,
    DesignationFactory,
    MunicipalityFactory,
    ParticipationBanFactory,
    StrategyFactory,
)
from tests.material_violations import MATERIAL_VIOLATIONS
from tests.panel_violations import PANEL_VIOLATIONS
from tests.project_violations import PROJECT_VIOLATIONS
from tests.ranking_violations import OBJECTION_VIOLATIONS, RANKING_VIOLATIONS
from tests.reviewer_violations import REVIEWER_VIOLATIONS
from tests.scan_violations import SCAN_VIOLATIONS
from tests.screening_violations import SCREENING_VIOLATIONS
from tests.seal_violations import SEAL_VIOLATIONS
from tests.selection_violations import SELECTION_VIOLATIONS
from tests.sheet_violations import SHEET_VIOLATIONS
from tests.story_violations import STORY_VIOLATIONS
from tests.voice_violations import VOICE_VIOLATIONS
from zones.models import BudgetStage

OUR_APPS = ("common", "accounts", "zones", "programs")


def changed(row, **fields):
    """As a bulk update writes it: no form, no save(), no validation."""
    type(row).objects.filter(pk=row.pk).update(**fields)


def twice(factory, *shared, **fields):
    """A second row with the same values where only one may have them."""
    first = factory(**fields)
    factory(**{name: getattr(first, name) for name in shared})


def panel_twice():
    panel = PanelFactory()
    Panel.objects.create(call=panel.call, name=panel.name)


def agreed_twice():
    user = UserFactory()
    for _time in range(2):
        Consent.objects.create(user=user, kind="privacy", version="1")


def document_twice():
    document = DocumentFactory()
    DocumentFactory(application=document.application, required_document=document.required_document)


def upload_twice_for_a_question():
    question = QuestionFactory(kind=QuestionKind.FILE)
    shared = {"application": draft(), "question": question, "started_by": UserFactory()}
    for _time in range(2):
        UploadFactory(required_document=None, **shared)


def part_twice():
    budget = BudgetFactory()
    for _time in range(2):
        BudgetStage.objects.create(budget=budget, stage="growth")


def negative_part():
    BudgetStage.objects.create(budget=BudgetFactory(), stage="growth", national_won=-1)


def assignment(state=AssignmentState.ASSIGNED, **fields) -> Assignment:
    application = ApplicationFactory(call=CallFactory())
    return AssignmentFactory(application=application, state=state, **fields)


def draft(**fields):
    return ApplicationFactory(call=CallFactory(), **fields)


def score_twice():
    score = ScoreFactory()
    ScoreFactory(assignment=score.assignment, criterion=score.criterion)


def approved_by_their_own():
    call = open_call()
    changed(call, approved_by=call.submitted_by)


def without_approval(call):
    changed(call, approved_at=None, approved_by=None)


def zone_twice():
    call = CallFactory()
    call.call_zones.create(zone=call.agency.zone)


def refused_with(**fields):
    ScreeningFactory(is_eligible=False, **fields)


BEFORE, AFTER = datetime(1999, 12, 31, tzinfo=UTC), datetime(2100, 1, 2, tzinfo=UTC)
VIOLATIONS = [
    ("accounts_user_email_in_small_letters", lambda: UserFactory(email="Kim@example.kr")),
    ("accounts_consent_once_per_version", agreed_twice),
    ("zones_agency_zone_office_has_zone", lambda: changed(AgencyFactory(), zone=None)),
    ("zones_agencymember_once", lambda: twice(AgencyMemberFactory, "agency", "user")),
    ("zones_budget_one_per_year", lambda: twice(BudgetFactory, "zone", "year")),
    ("zones_budget_not_negative", lambda: changed(BudgetFactory(), national_won=-1)),
    ("zones_budget_not_negative", lambda: changed(BudgetFactory(), local_won=-1)),
    ("zones_budgetstage_one_per_stage", part_twice),
    ("zones_budgetstage_not_negative", negative_part),
    ("zones_company_number_fits_kind", lambda: changed(CompanyFactory(), business_number=None)),
    ("zones_company_number_fits_kind", lambda: changed(CompanyFactory(), business_number="12345")),
    ("zones_company_number_fits_kind", lambda: changed(CompanyFactory(), applicant_kind="founder")),
    (
        "zones_companystatus_once_per_day",
        lambda: twice(CompanyStatusFactory, "company", "kind", "valid_from"),
    ),
    (
        "zones_companystatus_ends_after_start",
        lambda: changed(CompanyStatusFactory(), valid_until="2025-03-01"),
    ),
    (
        "zones_companystatus_verified_with_evidence",
        lambda: changed(CompanyStatusFactory(), verified_on="2026-03-02"),
    ),
    (
        "zones_companystatus_verified_with_evidence",
        lambda: changed(CompanyStatusFactory(verified=True), verified_by=None),
    ),
    (
        "zones_companystatus_verified_with_evidence",
        lambda: changed(CompanyStatusFactory(verified=True), evidence=""),
    ),
    (
        "zones_companystatus_verified_with_evidence",
        lambda: changed(CompanyStatusFactory(), evidence="벤처확인서"),
    ),
    (
        "zones_participationban_ends_after_start",
        lambda: changed(ParticipationBanFactory(), ends_on="2025-12-31"),
    ),
    (
        "zones_participationban_has_ground",
        lambda: changed(ParticipationBanFactory(), ground=""),
    ),
    (
        "zones_participationban_lifted_with_reason",
        lambda: changed(ParticipationBanFactory(), lifting_reason="집행정지"),
    ),
    (
        "zones_participationban_lifted_with_reason",
        lambda: changed(ParticipationBanFactory(), lifted_at=days(0), lifted_by=UserFactory()),
    ),
    (
        "zones_participationban_lifted_pair",
        lambda: changed(ParticipationBanFactory(), lifted_by=UserFactory()),
    ),
    ("zones_companymember_once", lambda: twice(CompanyMemberFactory, "company", "user")),
    ("zones_municipality_one_per_name", lambda: twice(MunicipalityFactory, "province", "name_ko")),
    ("zones_designation_area_is_positive", lambda: changed(DesignationFactory(), area_km2=0)),
    ("zones_designation_has_a_day", lambda: changed(DesignationFactory(), decided_on=None)),
    ("zones_designation_one_per_day", lambda: twice(DesignationFactory, "zone", "decided_on")),
    ("zones_strategy_one_per_year", lambda: twice(StrategyFactory, "zone", "year")),
    (
        "programs_call_published_before_opening",
        lambda: changed(CallFactory(), published_at=days(-1), opens_at=days(-2)),
    ),
    (
        "programs_call_closes_after_opening",
        lambda: changed(CallFactory(), opens_at=days(1), closes_at=days(0.5)),
    ),
    ("programs_call_clock_mode_has_closing_time", lambda: changed(CallFactory(), closes_at=None)),
    ("programs_call_approved_by_a_second_person", approved_by_their_own),
    ("programs_call_approved_has_stamp", lambda: without_approval(open_call())),
    (
        "programs_call_approved_has_stamp",
        lambda: changed(CallFactory(), approved_at=days(0), approved_by=UserFactory()),
    ),
    (
        "programs_call_submitted_has_stamp",
        lambda: changed(CallFactory(parts=True), state="submitted"),
    ),
    ("programs_call_submitted_pair", lambda: changed(CallFactory(), submitted_at=days(0))),
    ("programs_call_submitted_pair", lambda: changed(CallFactory(), submitted_by=UserFactory())),
    ("programs_call_approved_pair", lambda: changed(CallFactory(), approved_by=UserFactory())),
    ("programs_call_approved_pair", lambda: changed(open_call(), approved_by=None)),
    ("programs_call_closed_pair", lambda: changed(CallFactory(), closed_at=days(0))),
    ("programs_call_closed_pair", lambda: changed(CallFactory(), closed_by=UserFactory())),
    ("programs_call_cancelled_pair", lambda: changed(CallFactory(), cancelled_by=UserFactory())),
    (
        "programs_call_cancelled_has_stamp",
        lambda: changed(CallFactory(), cancelled_at=days(0), cancelled_by=UserFactory()),
    ),
    ("programs_call_cancelled_has_stamp", lambda: changed(open_call(), state="cancelled")),
    ("programs_call_in_this_century", lambda: changed(CallFactory(), published_at=BEFORE)),
    ("programs_call_in_this_century", lambda: changed(CallFactory(), closes_at=AFTER)),
    ("programs_call_amounts_are_positive", lambda: changed(CallFactory(), budget_won=0)),
    ("programs_call_amounts_are_positive", lambda: changed(CallFactory(), award_limit_won=-1)),
    ("programs_briefing_in_this_century", lambda: changed(BriefingFactory(), starts_at=BEFORE)),
    ("programs_briefing_in_this_century", lambda: changed(BriefingFactory(), ends_at=AFTER)),
    ("programs_callzone_once", zone_twice),
    ("programs_application_one_per_company", lambda: twice(ApplicationFactory, "call", "company")),
    (
        "programs_application_submitted_has_stamp",
        lambda: changed(draft(), state="submitted", received_won=1),
    ),
    ("programs_application_requested_is_positive", lambda: changed(draft(), requested_won=0)),
    (
        "programs_answer_one_per_question",
        lambda: twice(AnswerFactory, "application", "question"),
    ),
    ("programs_consenttext_version_is_positive", lambda: ConsentTextFactory(version=0)),
    (
        "programs_consenttext_applies_once_published",
        lambda: ConsentTextFactory(applies_from="2020-01-01"),
    ),
    (
        "programs_application_draft_has_no_stamp",
        lambda: changed(draft(), submitted_at=days(0)),
    ),
    ("programs_application_draft_has_no_stamp", lambda: changed(draft(), received_won=1)),
    (
        "programs_application_received_has_amount",
        lambda: draft(state="submitted", submitted_at=days(0), received_won=None),
    ),
    (
        "programs_consenttext_one_per_version",
        lambda: twice(ConsentTextFactory, "topic", "version"),
    ),
    ("programs_attachment_one_per_key", lambda: twice(AttachmentFactory, "call", "key")),
    ("programs_attachment_digest_has_form", lambda: AttachmentFactory(sha256="A" * 64)),
    (
        "programs_attachment_unreadable_has_reason",
        lambda: changed(AttachmentFactory(), reading_state="unreadable"),
    ),
    (
        "programs_attachment_unreadable_has_reason",
        lambda: changed(AttachmentFactory(), unreadable_reason="damaged"),
    ),
    ("programs_document_one_current", document_twice),
    ("programs_document_digest_has_form", lambda: DocumentFactory(sha256="A" * 64)),
    ("programs_document_digest_has_form", lambda: DocumentFactory(sha256="")),
    *SCAN_VIOLATIONS,
    ("programs_document_in_place_is_kept", lambda: DocumentFactory(is_set_aside=True)),
    ("programs_document_in_place_is_kept", lambda: DocumentFactory(swept_at=days(-1))),
    (
        "programs_upload_one_open",
        lambda: twice(UploadFactory, "application", "required_document", "started_by"),
    ),
    ("programs_upload_one_open_per_question", upload_twice_for_a_question),
    ("programs_upload_for_one_thing", lambda: UploadFactory(required_document=None)),
    ("programs_upload_no_more_than_said", lambda: UploadFactory(size=0)),
    ("programs_upload_no_more_than_said", lambda: UploadFactory(size=1, received_bytes=2)),
    ("programs_upload_document_is_whole", lambda: UploadFactory(document=DocumentFactory())),
    ("programs_uploadpart_one_per_offset", lambda: twice(UploadPartFactory, "upload")),
    ("programs_uploadpart_has_bytes_and_digest", lambda: UploadPartFactory(size=0)),
    ("programs_uploadpart_has_bytes_and_digest", lambda: UploadPartFactory(sha256="A" * 64)),
    ("programs_submission_digest_is_true", lambda: SubmissionFactory(sha256="0" * 64)),
    (
        "programs_submission_digest_is_true",
        lambda: SubmissionFactory(sha256=hashlib.sha256("가".encode("utf-16")).hexdigest()),
    ),
    ("programs_screening_refusal_has_reason", lambda: refused_with(reason_code="", reason="왜")),
    ("programs_screening_refusal_has_reason", lambda: refused_with(reason_code="age", reason="")),
    (
        "programs_screening_refusal_has_reason",
        lambda: ScreeningFactory(is_eligible=True, reason_code="age"),
    ),
    ("programs_briefing_ends_after_start", lambda: changed(BriefingFactory(), ends_at=days(9))),
    (
        "programs_briefing_registration_closes_before_start",
        lambda: changed(BriefingFactory(), registration_closes_at=days(11)),
    ),
    ("programs_briefing_cancelled_pair", lambda: changed(BriefingFactory(), cancelled_at=days(0))),
    (
        "programs_briefing_cancelled_pair",
        lambda: changed(BriefingFactory(), cancelled_by=UserFactory()),
    ),
    (
        "programs_registration_one_per_person",
        lambda: twice(RegistrationFactory, "briefing", "user"),
    ),
    ("programs_registration_offer_has_its_time", lambda: RegistrationFactory(state="offered")),
    (
        "programs_registration_offer_has_its_time",
        lambda: RegistrationFactory(state="seated", answer_by=days(1)),
    ),
    (
        "programs_registration_one_per_place",
        lambda: twice(RegistrationFactory, "briefing", "place"),
    ),
    (
        "programs_question_choice_has_options",
        lambda: QuestionFactory(kind=QuestionKind.CHOICE, options=["하나"]),
    ),
    (
        "programs_question_choice_has_options",
        lambda: QuestionFactory(kind=QuestionKind.CHOICES, options=[]),
    ),
    ("programs_inquiry_has_text", lambda: InquiryFactory(text="")),
    (
        "programs_inquiry_set_aside_pair",
        lambda: changed(InquiryFactory(), set_aside_by=UserFactory()),
    ),
    (
        "programs_inquiry_set_aside_has_reason",
        lambda: changed(InquiryFactory(), set_aside_at=days(0), set_aside_by=UserFactory()),
    ),
    (
        "programs_inquiry_set_aside_has_reason",
        lambda: changed(InquiryFactory(), set_aside_reason="왜"),
    ),
    ("programs_savedcall_once", lambda: twice(SavedCallFactory, "user", "call")),
    ("programs_savedsearch_once", lambda: twice(SavedSearchFactory, "user", "query")),
    ("programs_savedsearch_has_name", lambda: SavedSearchFactory(name="")),
    ("programs_criterion_weight_within_bounds", lambda: CriterionFactory(weight=0)),
    ("programs_criterion_weight_within_bounds", lambda: CriterionFactory(weight=101)),
    ("programs_panel_one_per_name", panel_twice),
    (
        "programs_assignment_once",
        lambda: twice(AssignmentFactory, "application", "reviewer", "panel"),
    ),
    (
        "programs_assignment_finished_has_stamp",
        lambda: assignment(AssignmentState.FINISHED, pledged_at=days(0)),
    ),
    ("programs_assignment_finished_has_stamp", lambda: assignment(finished_at=days(0))),
    (
        "programs_assignment_recusal_has_reason",
        lambda: assignment(AssignmentState.RECUSED, recused_at=days(0)),
    ),
    (
        "programs_assignment_recusal_has_reason",
        lambda: assignment(AssignmentState.RECUSED, recusal_reason="왜"),
    ),
    ("programs_assignment_pledged_before_scoring", lambda: assignment(AssignmentState.PLEDGED)),
    ("programs_score_one_per_criterion", score_twice),
    ("programs_score_not_negative", lambda: ScoreFactory(points=-1)),
    *SELECTION_VIOLATIONS,
    *BRIEFING_VIOLATIONS,
    *ATTENDANCE_VIOLATIONS,
    *CALL_VIOLATIONS,
    *SEAL_VIOLATIONS,
    *PROJECT_VIOLATIONS,
    *COMPANY_VIOLATIONS,
    *VOICE_VIOLATIONS,
    *MATERIAL_VIOLATIONS,
    *STORY_VIOLATIONS,
    *SHEET_VIOLATIONS,
    *REVIEWER_VIOLATIONS,
    *PANEL_VIOLATIONS,
    *RANKING_VIOLATIONS,
    *OBJECTION_VIOLATIONS,
    *SCREENING_VIOLATIONS,
]
# Both columns are NOT NULL, which refuses the row before this constraint is asked
NOT_NULL_ANYWAY: set[str] = set()


def our_models():
    """All models of ours, without the histories that the database writes itself."""
    return [
        model
        for label in OUR_APPS
        for model in apps.get_app_config(label).get_models()
        if not hasattr(model, "pgh_tracked_model")
    ]


def our_constraints():
    return {constraint.name for model in our_models() for constraint in model._meta.constraints}


def test_every_constraint_has_a_row_that_breaks_it():
    assert {name for name, _violation in VIOLATIONS} | NOT_NULL_ANYWAY == our_constraints()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "violation"), VIOLATIONS)
def test_database_refuses_the_row(name, violation):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        violation()

    assert refusal.value.__cause__.diag.constraint_name == name


def pairs_of_act_and_person():
    """submitted_at and submitted_by of a model, where the one can be empty."""
    for model in our_models():
        fields = {field.name: field for field in model._meta.concrete_fields}
        for name, field in fields.items():
            person = fields.get(name.removesuffix("_at") + "_by")
            if name.endswith("_at") and person and (field.null or person.null):
                yield model, name, person.name


# A template of the portal itself was saved by nobody; who asked the members of panels from before
# there were invitations is not known
LOOSE = {("FormTemplate", "saved_at"), ("PanelMember", "invited_at")}


def tied(at, by):
    names = [f"{at}__isnull", f"{by}__isnull"]
    return Q(**dict.fromkeys(names, True)) | Q(**dict.fromkeys(names, False))


def test_pairs_of_act_and_person_are_these():
    found = {(model.__name__, at) for model, at, _by in pairs_of_act_and_person()} - LOOSE

    assert found == {
        ("Call", "submitted_at"),
        ("Call", "approved_at"),
        ("Call", "closed_at"),
        ("Call", "cancelled_at"),
        ("Briefing", "cancelled_at"),
        ("Attendance", "undone_at"),
        ("SessionQuestion", "set_aside_at"),
        ("AttendanceWaiver", "revoked_at"),
        ("Confirmation", "confirmed_at"),
        ("Invitation", "accepted_at"),
        ("Invitation", "revoked_at"),
        ("ReviewerInvitation", "accepted_at"),
        ("ReviewerInvitation", "revoked_at"),
        ("ReviewerSanction", "lifted_at"),
        ("PanelMember", "released_at"),
        ("Assignment", "released_at"),
        ("AssignmentProposal", "applied_at"),
        ("Conflict", "waiver_asked_at"),
        ("Conflict", "settled_at"),
        ("Challenge", "decided_at"),
        ("Inquiry", "set_aside_at"),
        ("ParticipationBan", "lifted_at"),
        ("AppliedAdjustment", "revoked_at"),
        ("Objection", "proposed_at"),
        ("Objection", "decided_at"),
        ("Objection", "withdrawn_at"),
        ("VoiceSummary", "agreed_at"),
        ("VoiceSummary", "published_at"),
        ("Selection", "confirmed_at"),
        ("Selection", "returned_at"),
        ("Story", "published_at"),
        ("Story", "withdrawn_at"),
        ("Supplement", "answered_at"),
        ("Supplement", "closed_at"),
    }


def test_every_pair_of_act_and_person_is_tied_by_a_constraint():
    loose = [
        (model.__name__, at)
        for model, at, by in pairs_of_act_and_person()
        if (model.__name__, at) not in LOOSE
        and tied(at, by)
        not in [
            constraint.condition
            for constraint in model._meta.constraints
            if isinstance(constraint, CheckConstraint)
        ]
    ]

    assert loose == []
