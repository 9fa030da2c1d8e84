from django.http import HttpRequest
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from programs.enums import VoiceTheme
from programs.queries.voice_statistics import FEWEST, Count, Line, voice_statistics


class VoiceCountSerializer(serializers.Serializer):
    """`number` is null where fewer than three companies or voices stand behind it; `is_exact` is
    false where a total has such cells: there are so many at least."""

    number = serializers.IntegerField(allow_null=True)
    is_exact = serializers.BooleanField()


class VoiceCellSerializer(VoiceCountSerializer):
    theme = serializers.ChoiceField(choices=VoiceTheme.choices)


class VoiceLineSerializer(serializers.Serializer):
    zone = serializers.SlugField(allow_null=True, help_text="Null: of no single zone.")
    name_ko = serializers.CharField()
    name_en = serializers.CharField()
    themes = VoiceCellSerializer(many=True)
    total = VoiceCountSerializer()


class VoiceStatisticsSerializer(serializers.Serializer):
    fewest = serializers.IntegerField(help_text="Below it no number is given.")
    zones = VoiceLineSerializer(many=True)
    themes = VoiceCellSerializer(many=True)
    total = VoiceCountSerializer()
    median_days = serializers.FloatField(
        allow_null=True, help_text="From report to first answer, in days."
    )


class VoiceStatisticsView(APIView):
    """Difficulties that companies reported, by zone and theme; no number names a company."""

    @extend_schema(responses=VoiceStatisticsSerializer)
    def get(self, request: HttpRequest) -> Response:
        statistics = voice_statistics()
        content = {
            "fewest": FEWEST,
            "zones": [_line(line) for line in statistics.lines],
            "themes": _cells(statistics.themes),
            "total": statistics.total,
            "median_days": statistics.median_days,
        }
        return Response(VoiceStatisticsSerializer(content).data)


def _line(line: Line) -> dict:
    return {
        "zone": line.zone and line.zone.slug,
        "name_ko": line.zone.name_ko if line.zone else "",
        "name_en": line.zone.name_en if line.zone else "",
        "themes": _cells(line.cells),
        "total": line.total,
    }


def _cells(cells: list[Count]) -> list[dict]:
    return [
        {"theme": theme, "number": cell.number, "is_exact": cell.is_exact}
        for theme, cell in zip(VoiceTheme.values, cells, strict=True)
    ]
