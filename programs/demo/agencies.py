from programs.demo.content import read
from zones.models import Agency, AgencyContact, Zone


def load_agencies() -> None:
    for row in read("agencies"):
        zone = Zone.objects.get(slug=row["zone"]) if row["zone"] else None
        contacts = row.pop("contacts")
        agency, _ = Agency.objects.update_or_create(slug=row["slug"], defaults=row | {"zone": zone})
        for order, contact in enumerate(contacts):
            AgencyContact.objects.update_or_create(
                agency=agency, duty_ko=contact["duty_ko"], defaults=contact | {"order": order}
            )
