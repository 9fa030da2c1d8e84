from typing import Any

from rest_framework import serializers, viewsets

from zones.enums import ZoneKind
from zones.filters import ZoneFilter
from zones.models import BudgetStage, Designation, Strategy, Zone
from zones.queries import profile_of, with_profile

OWN_FIELDS = ("slug", "kind", "name_ko", "name_en", "specialization_ko", "specialization_en")


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


class ProfileSerializer(serializers.Serializer):
    provinces = NameSerializer(many=True)
    municipalities = NameSerializer(many=True)
    institutions = InstitutionSerializer(many=True)
    designations = DesignationSerializer(many=True)
    strategies = StrategySerializer(many=True)
    budgets = BudgetSerializer(many=True)


class ZoneSerializer(ProfileSerializer):
    slug = serializers.SlugField()
    kind = serializers.ChoiceField(choices=ZoneKind.choices)
    name_ko = serializers.CharField()
    name_en = serializers.CharField()
    specialization_ko = serializers.CharField()
    specialization_en = serializers.CharField()

    def to_representation(self, instance: Zone) -> dict[str, Any]:
        own = {name: getattr(instance, name) for name in OWN_FIELDS}
        return {**own, **ProfileSerializer(profile_of(instance)).data}


class ZoneViewSet(viewsets.ReadOnlyModelViewSet):
    """R&D special zones with designations, anchor institutions, strategies and budgets."""

    serializer_class = ZoneSerializer
    filterset_class = ZoneFilter
    lookup_field = "slug"
    lookup_value_regex = r"[-\w]+"

    def get_queryset(self):
        return with_profile(Zone.objects.all())
