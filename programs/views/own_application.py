"""What the applicant's pages of an application begin with."""

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.common.kept import KeptQuery
from portal.common.text import file_size
from programs.actions.errors import NoRoom
from programs.enums import ApplicationState, CallState
from programs.models import Application, Call, Document
from programs.queries import Written, applications_of, with_written
from programs.queries.application import at_its_moment, with_moment

CLOSED = gettext_lazy(
    "This call is closed. What you had submitted before counts; nothing was changed now."
)
NEVER_SUBMITTED = gettext_lazy(
    "This call is closed, and this draft was not submitted. Nothing can be changed any more."
)
DISCARDED = gettext_lazy("This draft was given up. Begin it anew on the page of the call.")
WITHDRAWN = gettext_lazy(
    "This call is closed, and your submission was withdrawn. Nothing can be changed any more."
)
CANCELLED = gettext_lazy("This call was cancelled. Nothing was changed now.")


def _own(applications: QuerySet[Application], pk: int) -> QuerySet[Application]:
    found = applications.annotate(
        found_role=F("company__members__role")
    )  # of whom it was found for
    return with_moment(found.select_related("call__agency", "company")).filter(pk=pk)


OWN: KeptQuery[Application] = KeptQuery(lambda person, pk: _own(applications_of(person), pk))
OWN_WRITTEN: KeptQuery[Application] = KeptQuery(
    lambda person, pk: _own(with_written(applications_of(person)), pk)
)


def own_application(request: HttpRequest, pk: int) -> Application:
    """The application, for its applicant only; strangers get 404."""
    return _found(OWN, request.user, pk)


def own_written(request: HttpRequest, pk: int) -> Written:
    """As `own_application`, with all that it says and is asked, in one statement."""
    return Written(_found(OWN_WRITTEN, request.user, pk))


def _found(kept: KeptQuery[Application], person: User, pk: int) -> Application:
    found = kept.first(person, pk) if person.is_authenticated else None
    if found is None:
        raise Http404
    application = at_its_moment(found)
    application.found_for = person.pk
    return application


def why_closed(application: Application, *, words: str = "") -> str:
    """Why nothing can be changed any more, as the call stands at this moment.

    Without `words` it says what became of the application: only of one that was received, and not
    withdrawn, something counts.
    """
    is_cancelled = Call.objects.filter(pk=application.call_id, state=CallState.CANCELLED).exists()
    said = {
        ApplicationState.DRAFT: NEVER_SUBMITTED,
        ApplicationState.DISCARDED: DISCARDED,
        ApplicationState.WITHDRAWN: WITHDRAWN,
    }
    return CANCELLED if is_cancelled else words or said.get(application.state, CLOSED)


def tell_of_document(request: HttpRequest, document: Document, words: str) -> None:
    """Say that a file arrived (`words` takes its name), or that a choice waits for the person."""
    if document.is_set_aside:
        words = _("%(name)s is kept aside: a colleague's file was there already. Choose below.")
        messages.warning(request, words % {"name": document.name})
    else:
        messages.success(request, words % {"name": document.name})


def why_no_room(refusal: NoRoom) -> str:
    """Why a file could not be added, though it is not too large by itself."""
    most = file_size(refusal.most)
    return _("The files of one application have at most %(most)s together.") % {"most": most}


def way_back(request: HttpRequest, application: Application) -> HttpResponse | None:
    """The way back from a page of what can no longer be written; a form that is sent goes on, so
    that what was typed comes back with the reason."""
    may_edit = request.user.has_perm("programs.edit_application", application)
    if request.method == "POST" or may_edit:
        return None
    messages.error(request, why_closed(application))
    return redirect(application)
