from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.posting import require_post_from
from portal.common.tokens import UnknownToken
from programs.actions.errors import TooManySaved
from programs.actions.saved import (
    change_frequency,
    forget_saved,
    renew_calendar,
    revoke_calendar,
    save_call,
    save_search,
    unsubscribe_mails,
)
from programs.calendars import private_calendar
from programs.enums import MailFrequency
from programs.forms.saved import FrequencyForm, SearchSavingForm
from programs.models import CalendarFeed, Call
from programs.queries.saved import (
    calendar_path,
    calls_for_calendar,
    name_of_search,
    normal_query,
    owner_of_calendar,
    registrations_for_calendar,
    saved_calls_of,
    saved_searches_of,
    subscription_of,
)


@login_required
@require_safe
def saved_list(request: HttpRequest) -> HttpResponse:
    feed = CalendarFeed.objects.filter(user=request.user, is_active=True).first()
    return TemplateResponse(
        request,
        "programs/saved_list.html",
        {
            "saved_calls": saved_calls_of(request.user),
            "saved_searches": saved_searches_of(request.user),
            "frequencies": MailFrequency.choices,
            "calendar_address": settings.SITE_URL + calendar_path(feed) if feed else "",
        },
    )


@login_required
@require_post_from("programs:call-detail", "code")
def call_save(request: HttpRequest, code: str) -> HttpResponse:
    call = get_object_or_404(Call.objects.published().originals(), code=code)
    try:
        save_call(call, by=request.user)
    except TooManySaved as refusal:
        messages.error(request, _too_many(refusal))
    else:
        messages.success(request, _("The call is saved. Choose how often you get mail."))
    return redirect("programs:saved-list")


def _too_many(refusal: TooManySaved) -> str:
    return _("You can save at most %(most)s. Remove some first.") % {"most": refusal.most}


@login_required
@require_post_from("programs:call-list")
def search_save(request: HttpRequest) -> HttpResponse:
    form = SearchSavingForm(request.POST)
    query = normal_query(form.cleaned_data["query"]) if form.is_valid() else None
    if query is None:
        messages.error(request, _("This search cannot be saved. Check its filters."))
        return redirect("programs:call-list")
    name = form.cleaned_data["name"] or name_of_search(query)
    try:
        save_search(by=request.user, name=name, query=query)
    except TooManySaved as refusal:
        messages.error(request, _too_many(refusal))
    else:
        messages.success(request, _("The search is saved. Choose how often you get mail."))
    return redirect("programs:saved-list")


def _change(request: HttpRequest, saved) -> HttpResponse:
    form = FrequencyForm(request.POST)
    if form.is_valid():
        change_frequency(saved, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose how often you get mail."))
    return redirect("programs:saved-list")


def _remove(request: HttpRequest, saved) -> HttpResponse:
    forget_saved(saved, by=request.user)
    messages.success(request, _("Removed."))
    return redirect("programs:saved-list")


@login_required
@require_post_from("programs:saved-list")
def savedcall_change(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, get_object_or_404(saved_calls_of(request.user), pk=pk))


@login_required
@require_post_from("programs:saved-list")
def savedcall_remove(request: HttpRequest, pk: int) -> HttpResponse:
    return _remove(request, get_object_or_404(saved_calls_of(request.user), pk=pk))


@login_required
@require_post_from("programs:saved-list")
def savedsearch_change(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, get_object_or_404(saved_searches_of(request.user), pk=pk))


@login_required
@require_post_from("programs:saved-list")
def savedsearch_remove(request: HttpRequest, pk: int) -> HttpResponse:
    return _remove(request, get_object_or_404(saved_searches_of(request.user), pk=pk))


@login_required
@require_post_from("programs:saved-list")
def calendar_change(request: HttpRequest) -> HttpResponse:
    """A new private address, or none any more."""
    if "revoke" in request.POST:
        revoke_calendar(by=request.user)
        messages.success(request, _("Your private calendar is switched off."))
    else:
        renew_calendar(by=request.user)
        messages.success(request, _("Your private calendar has a new address."))
    return redirect("programs:saved-list")


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """For calendar programs, which have no sign-in: who knows the address may read."""
    try:
        owner = owner_of_calendar(token)
    except UnknownToken:
        raise Http404 from None
    with translation.override(owner.language):
        body = private_calendar(calls_for_calendar(owner), registrations_for_calendar(owner))
    etag = f'"{sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response)


# Exempt: mail programs press the button themselves, without cookie or token of ours (RFC 8058)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    try:
        user_id, kind = subscription_of(token)
    except UnknownToken:
        raise Http404 from None
    if request.method == "POST":
        unsubscribe_mails(user_id, kind=kind)
    return TemplateResponse(
        request, "programs/unsubscribe.html", {"is_done": request.method == "POST", "kind": kind}
    )
