"""Rows that break the constraints of who came to briefings."""

from tests.factories.accounts import UserFactory
from tests.factories.programs import AttendanceFactory, days


def came_twice():
    first = AttendanceFactory()
    AttendanceFactory(registration=first.registration)


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
]
