from programs.demo.content import cited, read
from zones.models import (
    Budget,
    Designation,
    Institution,
    Municipality,
    Province,
    Strategy,
    Zone,
)

ZONE_FIELDS = ("kind", "name_ko", "name_en", "specialization_ko", "specialization_en")


def load_zones() -> None:
    """Regions, institutions, zones with what was designated, planned and budgeted."""
    _load_regions()
    for row in read("institutions"):
        Institution.objects.update_or_create(name_ko=row["name_ko"], defaults=row)
    for row in read("zones"):
        _load_zone(row)
    _load_budgets()


def _load_regions() -> None:
    for row in read("regions"):
        names = {"name_ko": row["name_ko"], "name_en": row["name_en"]}
        province, _ = Province.objects.update_or_create(code=row["code"], defaults=names)
        for municipality in row["municipalities"]:
            Municipality.objects.update_or_create(
                province=province, name_ko=municipality["name_ko"], defaults=municipality
            )


def _load_zone(row: dict) -> None:
    zone, _ = Zone.objects.update_or_create(
        slug=row["slug"], defaults={field: row[field] for field in ZONE_FIELDS}
    )
    zone.provinces.set(Province.objects.filter(code__in=row["provinces"]))
    zone.municipalities.set(
        Municipality.objects.get(province__code=place["province"], name_ko=place["name_ko"])
        for place in row["municipalities"]
    )
    zone.institutions.set(Institution.objects.filter(name_ko__in=row["institutions"]))
    for designation in row["designations"]:
        Designation.objects.update_or_create(
            zone=zone,
            decided_on=designation["decided_on"],
            effective_on=designation["effective_on"],
            defaults=designation | {"sources": cited(designation["sources"])},
        )
    for strategy in row["strategies"]:
        Strategy.objects.update_or_create(zone=zone, year=strategy["year"], defaults=strategy)


def _load_budgets() -> None:
    row = read("budgets")
    # A budget that was split meanwhile must keep its sums
    split = Budget.objects.filter(year=row["year"], stages__isnull=False).values("zone")
    for zone in Zone.objects.filter(slug__in=row["zones"]).exclude(pk__in=split):
        Budget.objects.update_or_create(
            zone=zone,
            year=row["year"],
            defaults={
                "national_won": row["national_won"],
                "local_won": row["local_won"],
                "is_approximate": row["is_approximate"],
                "sources": cited(row["sources"]),
            },
        )
