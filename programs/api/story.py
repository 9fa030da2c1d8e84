from rest_framework import serializers, viewsets

from programs.filters import StoryFilter
from programs.models import Picture, Story


class PictureSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="address")
    url_small = serializers.CharField(source="address_small")

    class Meta:
        model = Picture
        fields = [
            "url",
            "width",
            "height",
            "url_small",
            "width_small",
            "height_small",
            "alt_ko",
            "alt_en",
            "caption_ko",
            "caption_en",
            "credit",
        ]


class StorySerializer(serializers.ModelSerializer):
    agency = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    zone = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    pictures = PictureSerializer(source="picture_list", many=True)
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Story
        fields = [
            "id",
            "url",
            "kind",
            "agency",
            "zone",
            "title_ko",
            "title_en",
            "lead_ko",
            "lead_en",
            "body_ko",
            "body_en",
            "company_name",
            "visited_on",
            "published_at",
            "changed_at",
            "pictures",
            "is_example",
        ]


class StoryViewSet(viewsets.ReadOnlyModelViewSet):
    """Published stories and site visits, with their pictures."""

    serializer_class = StorySerializer
    filterset_class = StoryFilter

    def get_queryset(self):
        stories = Story.objects.published().with_pictures()
        return stories.select_related("agency", "zone").newest_first()
