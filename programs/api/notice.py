from rest_framework import serializers, viewsets

from programs.filters import FaqFilter, NoticeFilter
from programs.models import Faq, Notice, NoticeFile


class NoticeFileSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="address")

    class Meta:
        model = NoticeFile
        fields = ["url", "name", "content_type", "size", "sha256"]


class NoticeSerializer(serializers.ModelSerializer):
    """`body_ko` and `body_en` are the small Markdown in which they were written."""

    url = serializers.CharField(source="get_absolute_url")
    zone = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    calls = serializers.SerializerMethodField()
    files = NoticeFileSerializer(source="file_list", many=True)
    updated_at = serializers.DateTimeField()

    class Meta:
        model = Notice
        fields = [
            "id",
            "url",
            "category",
            "zone",
            "title_ko",
            "title_en",
            "body_ko",
            "body_en",
            "source",
            "source_url",
            "pinned_until",
            "calls",
            "files",
            "published_at",
            "updated_at",
            "is_example",
        ]

    def get_calls(self, notice: Notice) -> list[str]:
        """Codes of the public calls that it speaks of."""
        return [call.code for call in notice.call_list]


class NoticeViewSet(viewsets.ReadOnlyModelViewSet):
    """Published notices and press releases: those that stand on top, then the newest."""

    serializer_class = NoticeSerializer
    filterset_class = NoticeFilter

    def get_queryset(self):
        notices = Notice.objects.published().with_files().select_related("zone")
        return notices.pinned_first()


class FaqSerializer(serializers.ModelSerializer):
    """`answer_ko` and `answer_en` are the small Markdown in which they were written."""

    url = serializers.CharField(source="get_absolute_url")
    updated_at = serializers.DateTimeField()

    class Meta:
        model = Faq
        fields = [
            "id",
            "url",
            "category",
            "position",
            "question_ko",
            "question_en",
            "answer_ko",
            "answer_en",
            "posted_on",
            "updated_at",
            "is_example",
        ]


class FaqViewSet(viewsets.ReadOnlyModelViewSet):
    """Published questions with their answers, in the order of the page."""

    serializer_class = FaqSerializer
    filterset_class = FaqFilter

    def get_queryset(self):
        return Faq.objects.published().in_order()
