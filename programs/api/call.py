from rest_framework import serializers, viewsets

from programs.enums import CallStatus
from programs.filters import CallFilter
from programs.models import Call
from zones.api.zone import NameSerializer
from zones.models import Agency


class ZoneNameSerializer(NameSerializer):
    slug = serializers.SlugField()


class AgencySerializer(serializers.ModelSerializer):
    class Meta:
        model = Agency
        fields = ["slug", "kind", "name_ko", "name_en"]


class CallSerializer(serializers.ModelSerializer):
    program = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    year = serializers.IntegerField(source="program.year")
    agency = AgencySerializer()
    zones = ZoneNameSerializer(source="zone_list", many=True)
    status = serializers.ChoiceField(choices=CallStatus.choices)
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Call
        fields = [
            "code",
            "url",
            "status",
            "is_cancelled",
            "is_example",
            "program",
            "year",
            "agency",
            "zones",
            "stage",
            "applicant_kinds",
            "title_ko",
            "title_en",
            "summary_ko",
            "summary_en",
            "purpose",
            "support",
            "support_period",
            "eligibility",
            "procedure",
            "security_class",
            "budget_won",
            "award_limit_won",
            "award_count",
            "closing_mode",
            "published_at",
            "opens_at",
            "closes_at",
            "closed_at",
            "notice_number",
            "iris_number",
            "contact_name",
            "contact_phone",
            "contact_email",
        ]


class CallViewSet(viewsets.ReadOnlyModelViewSet):
    """Published calls. Amounts in whole won, moments in ISO 8601."""

    serializer_class = CallSerializer
    filterset_class = CallFilter
    lookup_field = "code"
    lookup_value_regex = r"[-\w]+"

    def get_queryset(self):
        return Call.objects.published().with_parties()
