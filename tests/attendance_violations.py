"""Rows that break the constraints of who came to briefings."""

from functools import partial

from tests.factories.accounts import UserFactory
from tests.factories.listening import (
    SessionQuestionFactory,
    SessionReplyFactory,
    SurveyAnswerFactory,
)
from tests.factories.programs import AttendanceFactory, AttendanceWaiverFactory, days


def came_twice():
    first = AttendanceFactory()
    AttendanceFactory(registration=first.registration)


def waived_twice():
    first = AttendanceWaiverFactory()
    AttendanceWaiverFactory(call=first.call, company=first.company)


ATTENDANCE_VIOLATIONS = [
    ("programs_attendance_one_per_guest", came_twice),
    (
        "programs_attendance_arrived_before_recorded",
        lambda: AttendanceFactory(arrived_at=days(1)),
    ),
    ("programs_attendance_undone_pair", lambda: AttendanceFactory(undone_by=UserFactory())),
    (
        "programs_attendance_undone_has_reason",
        lambda: AttendanceFactory(undone_at=days(0), undone_by=UserFactory()),
    ),
    ("programs_attendance_undone_has_reason", lambda: AttendanceFactory(undone_reason="잘못")),
    ("programs_sessionreply_has_texts", lambda: SessionReplyFactory(text="")),
    ("programs_sessionreply_has_texts", lambda: SessionReplyFactory(question="")),
    ("programs_sessionquestion_has_text", lambda: SessionQuestionFactory(text="")),
    (
        "programs_sessionquestion_set_aside_pair",
        lambda: SessionQuestionFactory(set_aside_by=UserFactory()),
    ),
    (
        "programs_sessionquestion_set_aside_has_reason",
        lambda: SessionQuestionFactory(set_aside_at=days(0), set_aside_by=UserFactory()),
    ),
    (
        "programs_sessionquestion_set_aside_has_reason",
        lambda: SessionQuestionFactory(set_aside_reason="?"),
    ),
    *(
        (f"programs_surveyanswer_{mark}_is_a_mark", partial(SurveyAnswerFactory, **{mark: value}))
        for mark, value in (("content", 0), ("clarity", 6), ("organisation", 0), ("use", 6))
    ),
    (
        "programs_attendancewaiver_one_standing",
        waived_twice,
    ),
    ("programs_attendancewaiver_has_reason", lambda: AttendanceWaiverFactory(reason="")),
    (
        "programs_attendancewaiver_revoked_pair",
        lambda: AttendanceWaiverFactory(revoked_at=days(0)),
    ),
]
