"""The register of results in the shape of the 360Giving Data Standard, as JSON and as the columns of
its spreadsheet template (standard.threesixtygiving.org).

A prospective founder is an individual there: no name, and a number of this award alone, so that two
awards of one person cannot be put together.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings

from portal.common.csv_lines import csv_line
from programs.exports.register import (
    address_of,
    day_in_korea,
    json_list,
    moment,
    opaque,
    publisher,
)
from programs.queries.register import awards
from zones.enums import ApplicantKind

VERSION = "1.4"
NOBODY_BY_NAME = "Individual Recipient"
EMPLOYMENT_AND_WORK = "GTIP140"  # "… business start-up costs …"


def grant_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `programs.queries.register.awards` as a grant."""
    prefix = settings.GIVING_PREFIX
    grant = {
        "id": f"{prefix}-{opaque('award', row['award'])}",
        "title": row["title_ko"],
        "description": row["summary_ko"] or row["title_ko"],
        "currency": "KRW",
        "amountAwarded": row["awarded_won"],
        "awardDate": day_in_korea(row["first_public_at"]),
        "url": address_of("result-detail", row["code"]),
        **_recipient(row, prefix),
        "fundingOrganization": [
            {"id": f"{prefix}-agency-{row['agency']}", "name": row["agency_ko"]}
        ],
        "grantProgramme": [
            {
                "code": row["code"],
                "title": row["program_ko"],
                "url": address_of("call-detail", row["code"]),
            }
        ],
        "beneficiaryLocation": _locations(row["zone_rows"]),
        "fromOpenCall": "Yes",
        "dataSource": address_of("results-giving"),
        "dateModified": moment(row["public_at"]),
    }
    if row["months"]:
        grant["plannedDates"] = [{"title": "Support", "duration": row["months"]}]
    return grant


def _recipient(row: dict[str, Any], prefix: str) -> dict[str, Any]:
    if row["kind"] == ApplicantKind.FOUNDER:
        number = opaque("individual", row["award"])
        return {
            "recipientIndividual": {"id": f"{prefix}-ind-{number}", "name": NOBODY_BY_NAME},
            "toIndividualsDetails": {"grantPurpose": [EMPLOYMENT_AND_WORK]},
        }
    number = opaque("company", row["company"])
    return {"recipientOrganization": [{"id": f"{prefix}-org-{number}", "name": row["recipient"]}]}


def _locations(zones: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Cities and counties of the zones, or their provinces where they have none."""
    return [
        {"name": name, "countryCode": "KR", "description": zone["name_ko"]}
        for zone in zones
        for name in (
            [f"{place['province']} {place['name_ko']}" for place in zone["places"]]
            or [province["name_ko"] for province in zone["provinces"]]
        )
    ]


def giving_json(at: datetime) -> Iterator[str]:
    """All that is public, as a package of grants; `at` is the moment of asking, by the database."""
    head = {
        "version": VERSION,
        "title": f"Awards of {publisher()}",
        "issued": day_in_korea(at),
        "modified": moment(at),
        "publisher": {"name": publisher(), "website": settings.SITE_URL},
        "license": settings.OPEN_DATA_LICENCE["url"],
        "accessURL": address_of("results-register"),
        "downloadURL": address_of("results-giving"),
    }
    return json_list(head, "grants", map(grant_of, awards()))


# Titles of the standard's spreadsheet template
COLUMNS = (
    "Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "URL",
    "Planned Dates:0:Duration (months)", "Recipient Org:0:Identifier", "Recipient Org:0:Name",
    "Recipient Ind:Identifier", "Recipient Ind:Name", "Funding Org:0:Identifier",
    "Funding Org:0:Name", "Grant Programme:0:Code", "Grant Programme:0:Title",
    "Grant Programme:0:URL", "Beneficiary Location:0:Name", "Beneficiary Location:0:Country Code",
    "From An Open Call?", "Last Modified", "Data Source",
)  # fmt: skip


def giving_csv() -> Iterator[str]:
    """The same as lines of CSV with the mark of UTF-8; several places are one, joined by "; "."""
    yield "\ufeff" + csv_line(COLUMNS)
    for row in awards():
        yield csv_line(_cells(grant_of(row)))


def _cells(grant: dict[str, Any]) -> list[Any]:
    organisation = grant.get("recipientOrganization", [{}])[0]
    person = grant.get("recipientIndividual", {})
    funder, programme = grant["fundingOrganization"][0], grant["grantProgramme"][0]
    places = grant["beneficiaryLocation"]
    return [
        grant["id"], grant["title"], grant["description"], grant["currency"],
        grant["amountAwarded"], grant["awardDate"], grant["url"],
        grant.get("plannedDates", [{}])[0].get("duration"),
        organisation.get("id"), organisation.get("name"), person.get("id"), person.get("name"),
        funder["id"], funder["name"], programme["code"], programme["title"], programme["url"],
        "; ".join(place["name"] for place in places), "KR" if places else None,
        grant["fromOpenCall"], grant["dateModified"], grant["dataSource"],
    ]  # fmt: skip
