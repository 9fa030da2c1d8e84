"""Rows that break the constraints of calls and of what belongs to them."""

import uuid

from programs.models import (
    Adjustment,
    Amendment,
    Attachment,
    CallComment,
    CallVersion,
    Confirmation,
    CostShare,
    EligibilityRule,
    FormTemplate,
    Incident,
    Inquiry,
    QuestionSection,
    Reply,
    SavedCall,
    SavedSearch,
    WarningReason,
)
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    CallFactory,
    CriterionFactory,
    DocumentFactory,
    QuestionFactory,
    RequiredDocumentFactory,
    days,
    open_call,
    received_application,
)

DIGEST = "0" * 64


def reply(**fields):
    given = {"call": open_call(), "question": "질의", "text": "답변", "published_by": UserFactory()}
    return Reply.objects.create(**(given | fields))


def changed(row, **fields):
    """As a bulk update writes it: no form, no save(), no validation."""
    type(row)._base_manager.filter(pk=row.pk).update(**fields)


def working_copy(**fields):
    given = {"amends": open_call(), "amendment_kind": "correction", "amendment_reason": "정정"}
    return CallFactory(**(given | fields))


def second_working_copy():
    working_copy(amends=working_copy().amends)


def public_working_copy():
    copy = working_copy(parts=True)
    user = UserFactory()
    changed(copy, state="submitted", submitted_at=days(0), submitted_by=user)
    changed(copy, state="approved", approved_at=days(0), approved_by=UserFactory())


def merged_without_a_call():
    call = CallFactory(parts=True)
    changed(call, state="submitted", submitted_at=days(0), submitted_by=UserFactory())
    changed(call, state="merged", approved_at=days(0), approved_by=UserFactory())


def approved_without_applicants():
    call = CallFactory(parts=True, applicant_kinds=[])
    changed(call, state="submitted", submitted_at=days(0), submitted_by=UserFactory())


def submitted_without_purpose():
    call = CallFactory(parts=True, purpose="")
    changed(call, state="submitted", submitted_at=days(0), submitted_by=UserFactory())


def key_twice(make):
    first = make(CallFactory(), uuid.uuid4())
    make(first.call, first.key)


def rule(call=None, **fields):
    return EligibilityRule.objects.create(call=call or CallFactory(), **fields)


def adjustment(call=None, **fields):
    given = {"kind": "bonus", "points": 3, "label_ko": "가점"}
    return Adjustment.objects.create(call=call or CallFactory(), **(given | fields))


def attachment(call=None, **fields):
    given = {"name": "공고문.pdf", "size": 1, "sha256": DIGEST, "uploaded_by": UserFactory()}
    return Attachment.objects.create(call=call or CallFactory(), **(given | fields))


def amendment(call=None, **fields):
    given = {"number": 1, "kind": "correction", "reason": "정정", "published_at": days(0)}
    by = UserFactory()
    call = call or open_call()
    return Amendment.objects.create(call=call, published_by=by, **(given | fields))


def version(call=None, **fields):
    given = {"number": 0, "content": {}, "published_at": days(0)}
    return CallVersion.objects.create(call=call or open_call(), **(given | fields))


def confirmation(**fields):
    made = amendment()
    application = received_application(call=made.call)
    return Confirmation.objects.create(amendment=made, application=application, **fields)


def confirmation_twice():
    first = confirmation()
    Confirmation.objects.create(amendment=first.amendment, application=first.application)


def inquiry(**fields):
    given = {"text": "질의"}
    return Inquiry.objects.create(call=open_call(), asker=UserFactory(), **(given | fields))


def share(call=None, **fields):
    given = {"size": "small", "government_percent": 75, "cash_percent": 10}
    return CostShare.objects.create(call=call or CallFactory(), **(given | fields))


def twice(make, **shared):
    for _time in range(2):
        make(**shared)


def incident_that_ends_before_it_starts():
    Incident.objects.create(
        title_ko="장애", notice_ko="장애", started_at=days(0), ended_at=days(-1),
        recorded_by=UserFactory(),
    )  # fmt: skip


CONDITION = "programs_question_condition_has_values"
CALL_VIOLATIONS = [
    ("programs_call_has_applicant_kinds", approved_without_applicants),
    ("programs_call_has_mandatory_contents", submitted_without_purpose),
    (
        "programs_call_inquiries_close_before_it",
        lambda: changed(CallFactory(), inquiries_close_at=days(31)),
    ),
    (
        "programs_call_inquiries_close_before_it",
        lambda: changed(CallFactory(), inquiries_close_at=days(-11)),
    ),
    (
        "programs_call_in_this_century",
        lambda: changed(
            CallFactory(closing_mode="seats", closes_at=None), inquiries_close_at=days(36_500)
        ),
    ),
    ("programs_call_has_seats", lambda: changed(CallFactory(), seat_count=0)),
    ("programs_call_taken_is_not_negative", lambda: changed(CallFactory(), taken_won=-1)),
    (
        "programs_call_amendment_has_kind_and_reason",
        lambda: changed(CallFactory(), amendment_reason="정정"),
    ),
    (
        "programs_call_amendment_has_kind_and_reason",
        lambda: changed(working_copy(), amendment_reason=""),
    ),
    ("programs_call_amending_draft_is_not_public", public_working_copy),
    ("programs_call_only_amending_drafts_merge", merged_without_a_call),
    ("programs_call_one_amendment_at_a_time", second_working_copy),
    (
        "programs_question_options_in_both_languages",
        lambda: QuestionFactory(kind="choice", options=["가", "나"], options_en=["A"]),
    ),
    ("programs_question_table_has_columns", lambda: QuestionFactory(kind="table")),
    (CONDITION, lambda: QuestionFactory(condition_values=["가"])),
    (CONDITION, lambda: QuestionFactory(condition_question=QuestionFactory())),
    (
        "programs_question_does_not_depend_on_itself",
        lambda: (
            (q := QuestionFactory()) and changed(q, condition_question=q, condition_values=["가"])
        ),
    ),
    (
        "programs_question_one_per_key",
        lambda: key_twice(lambda call, key: QuestionFactory(call=call, key=key)),
    ),
    (
        "programs_requireddocument_one_per_key",
        lambda: key_twice(lambda call, key: RequiredDocumentFactory(call=call, key=key)),
    ),
    (
        "programs_criterion_one_per_key",
        lambda: key_twice(lambda call, key: CriterionFactory(call=call, key=key)),
    ),
    (
        "programs_questionsection_one_per_key",
        lambda: key_twice(
            lambda call, key: QuestionSection.objects.create(call=call, key=key, label_ko="개요")
        ),
    ),
    (
        "programs_adjustment_one_per_key",
        lambda: key_twice(lambda call, key: adjustment(call, key=key)),
    ),
    ("programs_adjustment_penalty_has_ground", lambda: adjustment(kind="penalty")),
    ("programs_adjustment_penalty_has_ground", lambda: adjustment(ground="sanction")),
    ("programs_adjustment_points_within_bounds", lambda: adjustment(points=0)),
    ("programs_adjustment_points_within_bounds", lambda: adjustment(points=21)),
    (
        "programs_eligibilityrule_one_per_key",
        lambda: key_twice(lambda call, key: rule(call, key=key, kind="no_ban")),
    ),
    ("programs_eligibilityrule_values_fit_kind", lambda: rule(kind="size")),
    ("programs_eligibilityrule_values_fit_kind", lambda: rule(kind="no_ban", values=["small"])),
    ("programs_eligibilityrule_age_has_years", lambda: rule(kind="age")),
    ("programs_eligibilityrule_age_has_years", lambda: rule(kind="no_ban", years=7)),
    ("programs_eligibilityrule_revenue_has_bounds", lambda: rule(kind="revenue")),
    (
        "programs_eligibilityrule_revenue_has_bounds",
        lambda: rule(kind="revenue", least_won=5, most_won=5),
    ),
    ("programs_costshare_is_percent", lambda: share(government_percent=101)),
    ("programs_costshare_is_percent", lambda: share(cash_percent=101)),
    ("programs_costshare_one_per_size", lambda: twice(share, call=CallFactory())),
    (
        "programs_attachment_one_per_key",
        lambda: key_twice(lambda call, key: attachment(call, key=key)),
    ),
    ("programs_attachment_digest_has_form", lambda: attachment(sha256="x")),
    (
        "programs_attachment_unreadable_has_reason",
        lambda: attachment(reading_state="unreadable"),
    ),
    (
        "programs_attachment_unreadable_has_reason",
        lambda: attachment(unreadable_reason="damaged"),
    ),
    ("programs_document_for_one_thing", lambda: DocumentFactory(required_document=None)),
    (
        "programs_document_for_one_thing",
        lambda: DocumentFactory(question=QuestionFactory()),
    ),
    (
        "programs_document_one_current_per_question",
        lambda: twice(
            DocumentFactory,
            application=received_application(),
            required_document=None,
            question=QuestionFactory(kind="file"),
        ),
    ),
    ("programs_amendment_one_per_number", lambda: twice(amendment, call=open_call())),
    ("programs_amendment_has_reason", lambda: amendment(reason="")),
    ("programs_callversion_one_per_number", lambda: twice(version, call=open_call())),
    ("programs_callversion_follows_amendment", lambda: version(number=1)),
    ("programs_confirmation_once", confirmation_twice),
    ("programs_confirmation_pair", lambda: confirmation(confirmed_at=days(0))),
    ("programs_confirmation_pair", lambda: confirmation(confirmed_by=UserFactory())),
    (
        "programs_confirmation_revised_is_confirmed",
        lambda: confirmation(is_revised=True),
    ),
    ("programs_reply_has_texts", lambda: reply(question="")),
    ("programs_reply_has_texts", lambda: reply(text="")),
    ("programs_incident_ends_after_start", incident_that_ends_before_it_starts),
    ("programs_inquiry_has_text", lambda: inquiry(text="")),
    (
        "programs_inquiry_set_aside_pair",
        lambda: inquiry(set_aside_at=days(0), set_aside_reason="중복"),
    ),
    (
        "programs_inquiry_set_aside_has_reason",
        lambda: inquiry(set_aside_at=days(0), set_aside_by=UserFactory()),
    ),
    (
        "programs_savedcall_once",
        lambda: twice(SavedCall.objects.create, user=UserFactory(), call=open_call()),
    ),
    (
        "programs_savedsearch_once",
        lambda: twice(SavedSearch.objects.create, user=UserFactory(), name="가", query="q=가"),
    ),
    (
        "programs_savedsearch_has_name",
        lambda: SavedSearch.objects.create(user=UserFactory(), name="", query=""),
    ),
    (
        "programs_formtemplate_one_per_name",
        lambda: twice(FormTemplate.objects.create, agency=None, name_ko="서식", content={}),
    ),
    (
        "programs_warningreason_has_text",
        lambda: WarningReason.objects.create(
            call=CallFactory(), rule="notice", reason="", given_by=UserFactory()
        ),
    ),
    (
        "programs_callcomment_has_text",
        lambda: CallComment.objects.create(
            call=CallFactory(), section="head", text="", written_by=UserFactory()
        ),
    ),
]
