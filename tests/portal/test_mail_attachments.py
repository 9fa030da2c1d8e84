"""Files that a mail brings along."""

from django.core import mail
from icalendar import Calendar
from procrastinate.contrib.django.models import ProcrastinateJob

from portal.accounts.tasks import queue_mail, send_mail
from programs.actions.notifications import notify
from programs.calendars import briefing_calendar
from tests.factories.programs import BriefingFactory, RegistrationFactory

MAIL = {"to": ["a@example.kr"], "subject": "제목", "body": "글"}


def arguments():
    """Of the one mail that waits for the worker."""
    return ProcrastinateJob.objects.get(task_name=send_mail.name).args


def parts():
    """Of the one mail, as its reader's program finds them."""
    send_mail(**arguments())
    (sent,) = mail.outbox
    return [part for part in sent.message().walk() if not part.is_multipart()]


def content_of(part):
    return part.get_payload(decode=True).decode()


def calendar_file(name="event.ics", mimetype="text/calendar"):
    briefing = BriefingFactory(title_ko="김해 특구 사업설명회")
    return [name, briefing_calendar(briefing).decode(), mimetype]


def test_a_calendar_entry_comes_as_it_was_written(db):
    name, entry, mimetype = calendar_file()

    queue_mail(**MAIL, attachments=[[name, entry, mimetype]])

    text, file = parts()
    (event,) = Calendar.from_ical(content_of(file)).walk("VEVENT")
    assert content_of(text) == "글"
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "event.ics")
    assert file.get_content_disposition() == "attachment"
    assert event["summary"] == "김해 특구 사업설명회"
    assert content_of(file).splitlines() == entry.splitlines()


def test_a_mimetype_keeps_its_parameters(db):
    queue_mail(**MAIL, attachments=[calendar_file(mimetype="text/calendar; method=PUBLISH")])

    _text, file = parts()
    assert (file.get_content_type(), file.get_param("method")) == ("text/calendar", "PUBLISH")
    assert file.get_content_charset() == "utf-8"


def test_files_have_korean_names_and_come_in_their_order(db):
    files = [calendar_file(name) for name in ("설명회.ics", "상담.ics")]

    queue_mail(**MAIL, attachments=files)

    _text, first, second = parts()
    assert [first.get_filename(), second.get_filename()] == ["설명회.ics", "상담.ics"]


def test_a_notice_brings_a_file(db):
    registration = RegistrationFactory()
    briefing = registration.briefing
    entry = briefing_calendar(briefing).decode()

    notify(
        [registration.user],
        "registration_confirmed",
        path="/",
        registration=registration,
        briefing=briefing,
        attachments=[["event.ics", entry, "text/calendar"]],
    )

    _text, file = parts()
    assert content_of(file).splitlines() == entry.splitlines()


def test_a_mail_without_files_has_one_part_and_names_no_files_in_its_job(db):
    """A worker that is older than the web server can send it."""
    queue_mail(**MAIL)

    assert "attachments" not in arguments()
    assert [content_of(part) for part in parts()] == ["글"]


def test_a_mail_queued_before_there_were_files_is_sent(db):
    send_mail(**MAIL, headers={"List-Unsubscribe": "<x>"}, message_id="<1@portal.example.kr>")

    (sent,) = mail.outbox
    assert sent.attachments == []
