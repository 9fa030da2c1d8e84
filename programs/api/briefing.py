from rest_framework import serializers, viewsets

from programs.api.call import ZoneNameSerializer
from programs.filters import BriefingFilter
from programs.models import (
    Briefing,
    BriefingOrganisation,
    BriefingPart,
    BriefingSeries,
    Material,
    PartPerson,
)
from programs.models.programme import ORGANISATION_FIELDS, PART_FIELDS, PERSON_FIELDS


class MaterialSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="address")

    class Meta:
        model = Material
        fields = ["url", "name", "label_ko", "label_en", "size"]


class PersonSerializer(serializers.ModelSerializer):
    class Meta:
        model = PartPerson
        fields = PERSON_FIELDS


class NestedPartSerializer(serializers.ModelSerializer):
    people = PersonSerializer(source="spoken_by", many=True)

    class Meta:
        model = BriefingPart
        fields = [*(name for name in PART_FIELDS if name != "is_nested"), "people"]


class PartSerializer(NestedPartSerializer):
    parts = NestedPartSerializer(source="nested", many=True)

    class Meta(NestedPartSerializer.Meta):
        fields = [*NestedPartSerializer.Meta.fields, "parts"]


class OrganisationSerializer(serializers.ModelSerializer):
    class Meta:
        model = BriefingOrganisation
        fields = ORGANISATION_FIELDS


class SeriesSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = BriefingSeries
        fields = ["id", "url", "kind", "title_ko", "title_en"]


class BriefingSerializer(serializers.ModelSerializer):
    agency = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    zones = ZoneNameSerializer(source="zone_list", many=True)
    calls = serializers.ListField(child=serializers.SlugField(), source="call_codes")
    url = serializers.CharField(source="get_absolute_url")
    materials = MaterialSerializer(source="material_list", many=True)
    recording_url = serializers.URLField(allow_null=True)
    province = serializers.SlugRelatedField(slug_field="code", read_only=True, allow_null=True)
    series = SeriesSerializer(allow_null=True)
    programme = PartSerializer(many=True)
    organisations = OrganisationSerializer(source="organisation_list", many=True)

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
            "day_note_ko",
            "day_note_en",
            "venue_ko",
            "venue_en",
            "province",
            "address",
            "map_url",
            "series",
            "number",
            "organisations",
            "programme",
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
        briefings = briefings.with_materials().with_programme().soonest_first()
        return briefings.select_related("agency", "province", "series")
