"""How much of a call is taken, where seats or money close it."""

from django.db.models import Count, Sum

from programs.models import Call


def recount(call: Call) -> None:
    """Count again what was received and not withdrawn; the call's row is held for update.

    Counted from the applications themselves, so that a revised amount or a withdrawal is right;
    what a draft asks for counts only once it is submitted.
    """
    received = call.applications.received().aggregate(count=Count("pk"), won=Sum("received_won"))
    call.taken_count, call.taken_won = received["count"], received["won"] or 0
    call.save(update_fields=["taken_count", "taken_won"])
