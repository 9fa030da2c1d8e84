"""Subscriptions: asked for, confirmed from the mailbox, changed, ended, and their mails.

What is new for one is queued in the transaction that moves `mailed_until` on: never twice, never
lost. Mails that somebody asked for are no advertisement (정보통신망법 제50조); each ends them with one
click all the same.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from portal.accounts.models import User
from portal.accounts.notices import queue_notice
from programs.actions.alerts import SETTLED_AFTER, is_due
from programs.actions.clock import database_now
from programs.actions.errors import TooManyLinks
from programs.enums import MailFrequency, NewsKind
from programs.models import Subscription
from programs.models.subscription import SubscriptionQuerySet
from programs.queries.subscription import (
    CONFIRMED_WITHIN,
    Told,
    confirmation_path,
    is_there_news,
    news_for,
    subscription_path,
)
from zones.enums import Stage
from zones.models import Zone

MOST_MAILS = 3  # to one address that has not confirmed, within CALM
MOST_MAILS_OF_CLIENT = 60  # from one network address: a whole office may share one
CALM = timedelta(days=1)
MAILS_TO_ADDRESS, MAILS_FROM_CLIENT = 5901, 5902  # what the locks are for


@transaction.atomic
def ask_for_subscription(
    *, by: None, email: str, client: str | None, language: str, zones: Sequence[Zone], **wanted: Any
) -> Subscription:
    """Mail the link that confirms it; nothing else comes before the click.

    The same happens whether the address has a subscription or not, so that nobody learns of
    another's. Raises TooManyLinks.
    """
    digest = salted_hmac("programs.subscription", client).hexdigest() if client else ""
    _needs_calm(email, digest)
    asked = Subscription.objects.create(
        email=email, language=language, client_digest=digest, **wanted
    )
    asked.zones.set(zones)
    queue_notice(
        "subscription_confirm",
        to=email,
        language=language,
        path=confirmation_path(asked),
        words=words_of_choice(asked, language),
        days=CONFIRMED_WITHIN.days,
    )
    return asked


def _held(lock: int, key: str) -> None:
    """Several web processes count and confirm for one address, or caller, one after another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [lock, key])


def _needs_calm(email: str, client_digest: str) -> None:
    """Nobody's mailbox is filled, and the portal is no sender for the world."""
    _held(MAILS_TO_ADDRESS, email)
    _held(MAILS_FROM_CLIENT, client_digest)
    asked = Subscription.objects.unconfirmed().filter(asked_at__gt=timezone.now() - CALM)
    if asked.filter(email=email).count() >= MOST_MAILS:
        raise TooManyLinks
    if client_digest and asked.filter(client_digest=client_digest).count() >= MOST_MAILS_OF_CLIENT:
        raise TooManyLinks


@transaction.atomic
def confirm_subscription(asked: Subscription, *, by: None) -> Subscription:
    """From the mailbox: it replaces what the address had before, and other requests for it. A second
    time changes nothing."""
    _held(MAILS_TO_ADDRESS, asked.email)
    held = Subscription.objects.select_for_update(no_key=True).get(pk=asked.pk)
    if held.confirmed_at:
        return held
    Subscription.objects.filter(user=None, email=held.email).exclude(pk=held.pk).delete()
    now = timezone.now()
    held.confirmed_at, held.mailed_until, held.client_digest = now, now, ""
    held.save(update_fields=["confirmed_at", "mailed_until", "client_digest"])
    return held


@transaction.atomic
def subscribe(*, by: User, zones: Sequence[Zone], **wanted: Any) -> Subscription:
    """For an account, at once; a second time changes what it has."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if there := Subscription.objects.filter(user=by).first():
        return change_subscription(there, by=by, zones=zones, **wanted)
    made = Subscription.objects.create(user=by, confirmed_at=timezone.now(), **wanted)
    made.zones.set(zones)
    return made


@transaction.atomic
def change_subscription(
    subscription: Subscription, *, by: User | None, zones: Sequence[Zone], **wanted: Any
) -> Subscription:
    """By its account, or by whoever has the link of a mail (`by` None); what came before is not
    mailed any more."""
    held = Subscription.objects.select_for_update(no_key=True).get(pk=subscription.pk)
    for name, value in {**wanted, "mailed_until": timezone.now()}.items():
        setattr(held, name, value)
    held.save(update_fields=[*wanted, "mailed_until"])
    held.zones.set(zones)
    return held


def end_subscription(pk: int, *, by: User | None) -> None:
    """Forgotten, with the address, by its account or by whoever has the link of a mail; a second
    time changes nothing."""
    Subscription.objects.filter(pk=pk).delete()


def forget_unconfirmed() -> int:
    """Addresses that nobody confirmed within seven days; how many."""
    old = Subscription.objects.unconfirmed().filter(asked_at__lt=timezone.now() - CONFIRMED_WITHIN)
    keys = list(old.values_list("pk", flat=True))
    old.filter(pk__in=keys).delete()
    return len(keys)


def due_subscriptions(*, at_once: bool) -> SubscriptionQuerySet:
    """Those at once where anything is new for anybody; the others whose day it is."""
    until = database_now() - SETTLED_AFTER
    found = Subscription.objects.confirmed().order_by("pk")
    if not at_once:
        return found.exclude(frequency=MailFrequency.AT_ONCE).filter(is_due(until))
    found = found.filter(frequency=MailFrequency.AT_ONCE, mailed_until__lt=until)
    since = found.order_by().aggregate(since=Min("mailed_until"))["since"]
    return found if since and is_there_news(since, until) else found.none()


@transaction.atomic
def send_news(pk: int) -> bool:
    """Mail one subscription what is new since its last mail; False where there is nothing.

    `until` is some minutes ago by the database's clock, so that whatever became public until then
    is committed, and nothing is told before it is public. The row is held: a second worker finds
    nothing new.
    """
    found = Subscription.objects.confirmed().select_for_update(of=("self",), no_key=True)
    held = found.filter(pk=pk).first()
    until = database_now() - SETTLED_AFTER
    if held is None or held.mailed_until >= until:
        return False
    with override(held.reads):
        told = news_for(held, until)
    Subscription.objects.filter(pk=pk).update(mailed_until=until)
    if told:
        _mail(held, told)
    return bool(told)


def _mail(subscription: Subscription, told: list[Told]) -> None:
    end = settings.SITE_URL + subscription_path(subscription, "subscription-end")
    queue_notice(
        "subscription_news",
        to=subscription.address,
        language=subscription.reads,
        path=subscription_path(subscription),
        headers={
            "List-Unsubscribe": f"<{end}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        told=told,
        count=sum(len(part.things) + part.more for part in told),
        first=told[0].things[0][0],
        words=words_of_choice(subscription, subscription.reads),
        since=subscription.confirmed_at,
        end_address=end,
    )


def words_of_choice(subscription: Subscription, language: str) -> dict[str, list[str]]:
    """What it is about in words: kinds, zones and stages; empty lists are all."""
    with override(language):
        return {
            "kinds": [str(NewsKind(kind).label) for kind in subscription.kinds],
            "zones": [zone.name for zone in subscription.zones.order_by("kind", "name_ko")],
            "stages": [str(Stage(stage).label) for stage in subscription.stages],
            "frequency": [str(MailFrequency(subscription.frequency).label)],
        }
