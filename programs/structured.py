"""Calls for other sites: schema.org descriptions, addresses to share, names of the catalogues.

Which type describes a call, and why: docs/decisions/0014-a-call-is-a-government-service.md.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from programs.enums import OrganisationRole
from programs.models import Attachment, Briefing, BriefingOrganisation, Call, CallZone, Story


def absolute(path: str) -> str:
    """The public address of a path of this portal, whichever host was asked."""
    return settings.SITE_URL + path


def card_address(call: Call) -> str:
    return absolute(reverse("programs:call-card", args=[call.code]))


def attachment_address(call: Call, attachment: Attachment) -> str:
    """Where the file is fetched; only current files of a published call are."""
    arguments = [call.code, attachment.pk]
    return absolute(reverse("programs:attachment-download", args=arguments))


def share_of(
    call: Call, briefings: Iterable[Briefing], call_zones: Iterable[CallZone]
) -> dict[str, Any] | None:
    """What a public page of a call says to machines; None while the call is not published."""
    if not call.is_published:
        return None
    return {
        "address": absolute(call.get_absolute_url()),
        "image": card_address(call),
        "locale": "en_US" if get_language() == "en" else "ko_KR",
        "graph": call_graph(call, briefings, call_zones),
    }


def call_graph(
    call: Call, briefings: Iterable[Briefing], call_zones: Iterable[CallZone]
) -> dict[str, Any]:
    """The call as a GovernmentService of schema.org, its briefings as Events, in one graph.

    Words in the reader's language, moments in ISO 8601 with Korea's offset, amounts in won.
    """
    return {
        "@context": "https://schema.org",
        "@graph": [
            _service(call, call_zones),
            *(_call_event(briefing, call) for briefing in briefings),
        ],
    }


def _service(call: Call, call_zones: Iterable[CallZone]) -> dict[str, Any]:
    address = absolute(call.get_absolute_url())
    return _without_gaps(
        {
            "@type": "GovernmentService",
            "@id": f"{address}#call",
            "identifier": call.code,
            "name": call.title,
            "description": call.summary or call.purpose,
            "url": address,
            "image": card_address(call),
            "serviceType": call.get_stage_display(),
            "provider": _organization(call.agency.name),
            "areaServed": [
                {
                    "@type": "AdministrativeArea",
                    "name": zone.name,
                    "url": absolute(zone.get_absolute_url()),
                }
                for zone in call.zone_list
            ],
            "audience": {
                "@type": "BusinessAudience",
                "audienceType": ", ".join(call.applicant_kind_labels),
            },
            "availableChannel": _channel(call, call_zones),
            "offers": _offer(call),
            "serviceOutput": _grant(call),
        }
    )


def _channel(call: Call, call_zones: Iterable[CallZone]) -> dict[str, Any]:
    """Where to apply and whom to call: one for the whole call, else each of its zones has one."""
    whole = _contact(call.contact_name, call.contact_phone, call.contact_email)
    zones = [
        _contact(row.contact or row.zone.name, row.phone, row.email)
        for row in call_zones
        if row.has_contact
    ]
    return _without_gaps(
        {
            "@type": "ServiceChannel",
            "serviceUrl": absolute(reverse("programs:application-start", args=[call.code])),
            "servicePhone": whole if call.has_contact else zones,
        }
    )


def _contact(name: str, phone: str, email: str) -> dict[str, Any]:
    return _without_gaps(
        {"@type": "ContactPoint", "name": name, "telephone": phone, "email": email}
    )


def _offer(call: Call) -> dict[str, Any]:
    """When applications are taken: until the moment that counts, which may be an earlier one."""
    return _without_gaps(
        {
            "@type": "Offer",
            "availabilityStarts": _moment(call.opens_at),
            "availabilityEnds": _moment(call.cancelled_at or call.closed_at or call.closes_at),
        }
    )


def _grant(call: Call) -> dict[str, Any]:
    amount = _without_gaps(
        {"@type": "MonetaryAmount", "currency": "KRW", "maxValue": call.award_limit_won}
    )
    return _without_gaps(
        {
            "@type": "MonetaryGrant",
            "name": call.program.name,
            "funder": _organization(call.program.ministry),
            "amount": amount if call.award_limit_won else None,
        }
    )


def briefing_graph(
    briefing: Briefing, *, organisations: Iterable[BriefingOrganisation], calls: Iterable[Call]
) -> dict[str, Any]:
    """A briefing's own page as an Event of schema.org, held by its hosts or else its agency."""
    holders = [one for one in organisations if one.role != OrganisationRole.PARTICIPANT]
    held_by = [_organization(one.name) for one in holders]
    about = [{"@id": f"{absolute(call.get_absolute_url())}#call"} for call in calls]
    event = _event(briefing) | {
        "description": briefing.summary,
        "organizer": held_by or _organization(briefing.agency.name),
        "about": about,
    }
    return {"@context": "https://schema.org", "@graph": [_without_gaps(event)]}


def _call_event(briefing: Briefing, call: Call) -> dict[str, Any]:
    return _event(briefing) | {
        "organizer": _organization(call.agency.name),
        "about": {"@id": f"{absolute(call.get_absolute_url())}#call"},
    }


def _event(briefing: Briefing) -> dict[str, Any]:
    begins, ends = _moment(briefing.starts_at), _moment(briefing.ends_at)
    if briefing.is_day_only:
        begins = ends = timezone.localdate(briefing.starts_at).isoformat()
    status = "EventCancelled" if briefing.cancelled_at else "EventScheduled"
    return _without_gaps(
        {
            "@type": "Event",
            "name": briefing.title,
            "url": absolute(briefing.get_absolute_url()),
            "startDate": begins,
            "endDate": ends,
            "eventStatus": f"https://schema.org/{status}",
            "location": _place(briefing),
        }
    )


def _place(briefing: Briefing) -> dict[str, Any] | None:
    if not briefing.venue:
        return None
    return _without_gaps(
        {
            "@type": "Place",
            "name": briefing.venue,
            "address": briefing.address or briefing.venue,
            "hasMap": briefing.map_url,
        }
    )


def story_graph(story: Story) -> dict[str, Any]:
    """A published story as an Article of schema.org, in the reader's language."""
    return _without_gaps(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": story.title,
            "description": story.lead,
            "url": absolute(story.get_absolute_url()),
            "datePublished": _moment(story.published_at),
            "dateModified": _moment(max(story.published_at, story.changed_at)),
            "author": _organization(story.agency.name),
            "publisher": _organization(story.agency.name),
            "contentLocation": {"@type": "Place", "name": story.zone.name} if story.zone else None,
            "image": [
                _without_gaps(
                    {
                        "@type": "ImageObject",
                        "url": absolute(picture.address),
                        "width": picture.width,
                        "height": picture.height,
                        "caption": picture.caption or picture.alt,
                        "creditText": picture.credit,
                    }
                )
                for picture in story.picture_list
            ],
        }
    )


def _organization(name: str) -> dict[str, Any]:
    return {"@type": "GovernmentOrganization", "name": name}


def _moment(at) -> str | None:
    return timezone.localtime(at).isoformat() if at else None


def _without_gaps(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if fact not in (None, "", [])}
