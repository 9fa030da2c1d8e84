from django.db import transaction

from portal.accounts.models import User
from programs import workflow
from programs.actions.application import locked_for_staff, record_application_event
from programs.actions.notifications import members_of, notify
from programs.models import Application, Screening


@transaction.atomic
def screen_application(
    application: Application,
    *,
    by: User,
    is_eligible: bool,
    reason_code: str = "",
    reason: str = "",
) -> Screening:
    """Record the eligibility check; a refusal names its ground and reason. The company is told.

    Raises OwnApplication, CallNotClosed, TransitionNotAllowed, IntegrityError where a refusal has no reason.
    """
    application = locked_for_staff(application, by=by)
    before = application.state
    verb = "pass_screening" if is_eligible else "fail_screening"
    application.state = workflow.target_of(workflow.APPLICATION, verb, before)
    screening = Screening.objects.create(
        application=application,
        is_eligible=is_eligible,
        reason_code="" if is_eligible else reason_code,
        reason=reason,
        screened_by=by,
    )
    application.save(update_fields=["state"])
    record_application_event(application, verb, by=by, from_state=before, reason=reason)
    notify(
        members_of(application.company),
        "application_screened",
        path=application.get_absolute_url(),
        call=application.call,
        screening=screening,
    )
    return screening
