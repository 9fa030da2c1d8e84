"""Subscribing to news by mail: with an account at once, without one by the link of a mail.

Pages behind a link of a mail are kept by no cache and named by no search engine; mail programs open
links by themselves, so every act is a button.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.common.client import client_address
from portal.common.posting import require_post_from
from portal.common.tokens import UnknownToken
from programs.actions.errors import TooManyLinks
from programs.actions.subscription import (
    ask_for_subscription,
    change_subscription,
    confirm_subscription,
    end_subscription,
    subscribe,
    words_of_choice,
)
from programs.forms.subscription import AddressForm, ChoiceOfNews, choice_of
from programs.queries.subscription import (
    subscription_key,
    subscription_of_user,
    subscription_path,
    subscription_with,
    unconfirmed_with,
)
from programs.views.registration import never_kept, speak

PAGE = "programs/subscription.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscription_page(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return _of_account(request)
    form = AddressForm(request.POST or None, initial=choice_of(None, request.GET))
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            ask_for_subscription(
                by=None,
                email=email,
                client=client_address(request),
                language=get_language() or "ko",
                **form.wanted(),
            )
        except TooManyLinks:
            form.add_error("email", _("Too many mails were asked for. Please try again tomorrow."))
        else:
            words = _("A mail is on its way to %(email)s. Its link begins your subscription.")
            messages.success(request, words % {"email": email})
            return redirect("programs:subscriptions")
    return TemplateResponse(request, PAGE, {"form": form, **_feeds(request)})


def _of_account(request: HttpRequest) -> HttpResponse:
    there = subscription_of_user(request.user)
    form = ChoiceOfNews(request.POST or None, initial=choice_of(there, request.GET))
    if request.method == "POST" and form.is_valid():
        subscribe(by=request.user, **form.wanted())
        messages.success(request, _("Saved. News go to the address of your account."))
        return redirect("programs:subscriptions")
    context = {"form": form, "subscription": there, **_feeds(request)}
    return TemplateResponse(request, PAGE, context)


def _feeds(request: HttpRequest) -> dict[str, str]:
    """The same as feeds, for the zone and stage that one comes from."""
    asked = {name: request.GET[name] for name in ("zone", "stage") if request.GET.get(name)}
    of_zone = {"zone": asked["zone"]} if "zone" in asked else {}
    return {
        "call_feed": _with_query("programs:call-feed", asked),
        "briefing_feed": _with_query("programs:briefing-feed", of_zone),
        "result_feed": reverse("programs:result-feed"),
    }


def _with_query(page: str, query: dict[str, str]) -> str:
    return reverse(page) + (f"?{urlencode(query)}" if query else "")


@require_post_from("programs:subscriptions")
def subscription_leave(request: HttpRequest) -> HttpResponse:
    """Of one's own account."""
    there = subscription_of_user(request.user)
    if there:
        end_subscription(there.pk, by=request.user)
        messages.success(request, _("You get no more of these mails."))
    return redirect("programs:subscriptions")


@require_http_methods(["GET", "HEAD", "POST"])
def subscription_confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        asked = unconfirmed_with(token)
    except UnknownToken:
        return _gone(request)
    speak(request, asked.language)
    if request.method == "POST":
        confirmed = confirm_subscription(asked, by=None)
        messages.success(request, _("Your subscription has begun."))
        return never_kept(redirect(subscription_path(confirmed)))
    words = words_of_choice(asked, get_language() or "ko")
    context = {"subscription": asked, "words": words}
    return never_kept(TemplateResponse(request, "programs/subscription_confirm.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the link of a mail: change it or end it."""
    try:
        there = subscription_with(token)
    except UnknownToken:
        return _gone(request)
    speak(request, there.reads)
    form = ChoiceOfNews(request.POST or None, initial=choice_of(there, request.GET))
    if request.method == "POST" and form.is_valid():
        change_subscription(there, by=None, **form.wanted())
        messages.success(request, _("Saved."))
        return never_kept(redirect(subscription_path(there)))
    end_path = subscription_path(there, "subscription-end")
    context = {"form": form, "subscription": there, "end_path": end_path, **_feeds(request)}
    return never_kept(TemplateResponse(request, PAGE, context))


# Exempt: mail programs press the button themselves, without cookie or token of ours (RFC 8058)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def subscription_end(request: HttpRequest, token: str) -> HttpResponse:
    """One click, with no question after it; pressed again it says the same."""
    try:
        if request.method == "POST":
            end_subscription(subscription_key(token), by=None)
        else:
            speak(request, subscription_with(token).reads)
    except UnknownToken:
        return _gone(request)
    context = {"is_done": request.method == "POST"}
    return never_kept(TemplateResponse(request, "programs/subscription_end.html", context))


def _gone(request: HttpRequest) -> HttpResponse:
    """With a way on: who comes back after the seven days asks once more."""
    return never_kept(TemplateResponse(request, "programs/subscription_gone.html", status=404))
