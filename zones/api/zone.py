from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from zones.enums import PlanState, Stage, ZoneKind
from zones.filters import ZoneFilter
from zones.models import AgencyContact, BudgetPart, Designation, Strategy, Zone
from zones.queries import budgets_of, profile_of, with_budgets, with_profile

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


class BudgetPartSerializer(serializers.ModelSerializer):
    class Meta:
        model = BudgetPart
        fields = ["stage", "national_won", "local_won"]


class BudgetSerializer(serializers.Serializer):
    """Whole won."""

    year = serializers.IntegerField()
    national_won = serializers.IntegerField()
    local_won = serializers.IntegerField()
    total_won = serializers.IntegerField()
    is_approximate = serializers.BooleanField()
    stages = BudgetPartSerializer(many=True, source="parts")


class StageMoneySerializer(serializers.Serializer):
    """Whole won. Nothing is planned (null) where no plan is in force."""

    stage = serializers.ChoiceField(choices=Stage.choices)
    national_won = serializers.IntegerField(allow_null=True)
    local_won = serializers.IntegerField(allow_null=True)
    planned_won = serializers.IntegerField(allow_null=True)
    announced_won = serializers.IntegerField(help_text="Total support of published calls.")
    awarded_won = serializers.IntegerField(help_text="What published results gave.")


class PlanVersionSerializer(serializers.Serializer):
    number = serializers.IntegerField()
    state = serializers.ChoiceField(choices=[PlanState.APPROVED, PlanState.SUPERSEDED])
    reason = serializers.CharField()
    approved_at = serializers.DateTimeField(allow_null=True)


class BudgetUseSerializer(serializers.Serializer):
    """A zone's money of a year by stage: planned, announced, awarded; whole won."""

    year = serializers.IntegerField()
    national_won = serializers.IntegerField()
    local_won = serializers.IntegerField()
    total_won = serializers.IntegerField()
    is_approximate = serializers.BooleanField()
    is_example = serializers.BooleanField()
    sources = serializers.CharField()
    stages = StageMoneySerializer(many=True)
    versions = PlanVersionSerializer(many=True)


class AgencyContactSerializer(serializers.ModelSerializer):
    class Meta:
        model = AgencyContact
        fields = ["duty_ko", "duty_en", "phone", "email"]


class ZoneAgencySerializer(serializers.Serializer):
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
    agencies = ZoneAgencySerializer(many=True)
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
        if self.action == "budgets":
            return with_budgets(Zone.objects.all())
        return with_profile(Zone.objects.all())

    @extend_schema(responses=BudgetUseSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def budgets(self, request, slug: str):
        """The zone's money by year, newest first: how it is split, announced and awarded."""
        budgets = budgets_of(self.get_object())
        return Response(BudgetUseSerializer(budgets, many=True).data)
