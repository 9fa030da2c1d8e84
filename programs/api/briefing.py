from rest_framework import serializers, viewsets

from programs.api.call import ZoneNameSerializer
from programs.filters import BriefingFilter
from programs.models import Briefing, Material


class MaterialSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="address")

    class Meta:
        model = Material
        fields = ["url", "name", "label_ko", "label_en", "size"]


class BriefingSerializer(serializers.ModelSerializer):
    agency = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    zones = ZoneNameSerializer(source="zone_list", many=True)
    calls = serializers.ListField(child=serializers.SlugField(), source="call_codes")
    url = serializers.CharField(source="get_absolute_url")
    materials = MaterialSerializer(source="material_list", many=True)
    recording_url = serializers.URLField(allow_null=True)

    class Meta:
        model = Briefing
        fields = [
            "id",
            "url",
            "kind",
            "agency",
            "zones",
            "calls",
            "title_ko",
            "title_en",
            "summary_ko",
            "summary_en",
            "starts_at",
            "ends_at",
            "is_day_only",
            "venue_ko",
            "venue_en",
            "capacity",
            "seats_taken",
            "online_capacity",
            "online_taken",
            "company_cap",
            "registration_opens_at",
            "registration_closes_at",
            "cancelled_at",
            "materials",
            "recording_url",
            "is_example",
        ]


class BriefingViewSet(viewsets.ReadOnlyModelViewSet):
    """Published briefings and other public events of the zones."""

    serializer_class = BriefingSerializer
    filterset_class = BriefingFilter

    def get_queryset(self):
        briefings = Briefing.objects.published().with_zones().with_call_codes()
        briefings = briefings.with_materials()
        return briefings.select_related("agency").soonest_first()
