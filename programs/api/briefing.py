from rest_framework import serializers, viewsets

from programs.api.call import ZoneNameSerializer
from programs.filters import BriefingFilter
from programs.models import Briefing


class BriefingSerializer(serializers.ModelSerializer):
    agency = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    zones = ZoneNameSerializer(source="zone_list", many=True)
    calls = serializers.ListField(child=serializers.SlugField(), source="call_codes")
    url = serializers.CharField(source="get_absolute_url")

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
            "is_example",
        ]


class BriefingViewSet(viewsets.ReadOnlyModelViewSet):
    """Published briefings and other public events of the zones."""

    serializer_class = BriefingSerializer
    filterset_class = BriefingFilter

    def get_queryset(self):
        briefings = Briefing.objects.published().with_zones().with_call_codes()
        return briefings.select_related("agency").soonest_first()
