"""What the worker does for programmes: the door of jobs, as views are the door of pages.

Each task has the name that it was first queued under, and keeps it wherever it stands: jobs in the
queue, and the record of what was done by the clock, name it.
"""

from programs.tasks.briefing import (
    forget_old_guests,
    lapse_seat_offers,
    mail_briefing_reminders,
)
from programs.tasks.conflict import (
    find_all_conflicts,
    find_conflicts_of_call_task,
    find_conflicts_of_reviewer_task,
)
from programs.tasks.files import (
    MOST_OLD,
    read_attachment,
    read_waiting_attachments,
    scan_file,
    scan_waiting_files,
    sweep_old_documents,
    sweep_old_uploads,
)
from programs.tasks.mail import (
    mail_digest,
    mail_digests,
    mail_expiring,
    mail_missed,
    mail_new_calls,
    mail_reminders,
    mail_telling,
)
from programs.tasks.objection import mail_objection_clocks
from programs.tasks.screening import mail_supplement_clocks
from programs.tasks.seal import (
    seal_calls,
)
from programs.tasks.selection import mail_results
from programs.tasks.voice import mail_due_voices

__all__ = [
    "MOST_OLD",
    "find_all_conflicts",
    "find_conflicts_of_call_task",
    "find_conflicts_of_reviewer_task",
    "forget_old_guests",
    "lapse_seat_offers",
    "mail_briefing_reminders",
    "mail_digest",
    "mail_digests",
    "mail_due_voices",
    "mail_expiring",
    "mail_missed",
    "mail_new_calls",
    "mail_objection_clocks",
    "mail_reminders",
    "mail_supplement_clocks",
    "mail_results",
    "mail_telling",
    "read_attachment",
    "read_waiting_attachments",
    "scan_file",
    "scan_waiting_files",
    "seal_calls",
    "sweep_old_documents",
    "sweep_old_uploads",
]
