from programs.demo.content import read
from zones.models import Agency, Zone


def load_agencies() -> None:
    for row in read("agencies"):
        zone = Zone.objects.get(slug=row["zone"]) if row["zone"] else None
        Agency.objects.update_or_create(slug=row["slug"], defaults=row | {"zone": zone})
