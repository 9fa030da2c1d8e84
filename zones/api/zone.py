from typing import Any

from rest_framework import serializers, viewsets

from zones.enums import ZoneKind
from zones.filters import ZoneFilter
from zones.models import AgencyContact, BudgetStage, Designation, Strategy, Zone
from zones.queries import profile_of, with_profile

OWN_FIELDS = (
    "slug", "kind", "name_ko", "name_en", "specialization_ko", "specialization_en", "purpose_ko",
    "purpose_en", "latitude", "longitude", "sources",
)  # fmt: skip


class NameSerializer(serializers.Serializer):
    name_ko = serializers.CharField()
    name_en = serializers.CharField()


class InstitutionSerializer(NameSerializer):
    kind = serializers.CharField()


class DesignationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Designation
        fields = [
            "decided_on",
            "effective_on",
            "notice_number",
            "stage",
            "area_km2",
            "hinterland_ko",
            "hinterland_en",
            "is_confirmed",
            "note_ko",
            "note_en",
            "sources",
        ]


class StrategySerializer(serializers.ModelSerializer):
    class Meta:
        model = Strategy
        fields = ["year", "direction_ko", "direction_en", "focus_ko", "focus_en"]


class BudgetStageSerializer(serializers.ModelSerializer):
    class Meta:
        model = BudgetStage
        fields = ["stage", "national_won", "local_won"]


class BudgetSerializer(serializers.Serializer):
    """Whole won."""

    year = serializers.IntegerField()
    national_won = serializers.IntegerField()
    local_won = serializers.IntegerField()
    total_won = serializers.IntegerField()
    is_approximate = serializers.BooleanField()
    stages = BudgetStageSerializer(many=True, source="parts")


class AgencyContactSerializer(serializers.ModelSerializer):
    class Meta:
        model = AgencyContact
        fields = ["duty_ko", "duty_en", "phone", "email"]


class AgencySerializer(serializers.Serializer):
    """Whom to ask: offices with their duties, no persons."""

    name_ko = serializers.CharField(source="agency.name_ko")
    name_en = serializers.CharField(source="agency.name_en")
    phone = serializers.CharField(source="agency.phone")
    email = serializers.CharField(source="agency.email")
    contacts = AgencyContactSerializer(many=True)


class CompanyCountSerializer(serializers.Serializer):
    """Companies with a verified status that is valid today; numbers below three are left out."""

    kind = serializers.CharField()
    company_count = serializers.IntegerField()


class ProfileSerializer(serializers.Serializer):
    provinces = NameSerializer(many=True)
    municipalities = NameSerializer(many=True)
    institutions = InstitutionSerializer(many=True)
    designations = DesignationSerializer(many=True)
    strategies = StrategySerializer(many=True)
    budgets = BudgetSerializer(many=True)
    agencies = AgencySerializer(many=True)
    companies = CompanyCountSerializer(many=True, source="statuses")


class ZoneSerializer(ProfileSerializer):
    slug = serializers.SlugField()
    kind = serializers.ChoiceField(choices=ZoneKind.choices)
    name_ko = serializers.CharField()
    name_en = serializers.CharField()
    specialization_ko = serializers.CharField()
    specialization_en = serializers.CharField()
    purpose_ko = serializers.CharField()
    purpose_en = serializers.CharField()
    latitude = serializers.DecimalField(max_digits=7, decimal_places=4, allow_null=True)
    longitude = serializers.DecimalField(max_digits=7, decimal_places=4, allow_null=True)
    sources = serializers.CharField()

    def to_representation(self, instance: Zone) -> dict[str, Any]:
        own = {name: getattr(instance, name) for name in OWN_FIELDS}
        own |= {name: str(own[name]) for name in ("latitude", "longitude") if own[name] is not None}
        return {**own, **ProfileSerializer(profile_of(instance)).data}


class ZoneViewSet(viewsets.ReadOnlyModelViewSet):
    """R&D special zones with what they are for, a place on the map (WGS 84, no boundary), designations,
    anchor institutions, strategies, budgets, whom to ask, and companies by status."""

    serializer_class = ZoneSerializer
    filterset_class = ZoneFilter
    lookup_field = "slug"
    lookup_value_regex = r"[-\w]+"

    def get_queryset(self):
        return with_profile(Zone.objects.all())
