from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from rest_framework import serializers, viewsets

from programs.filters import ResultFilter
from programs.models import Call, Decision
from programs.queries.result import calls_with_results, public_name, selected_in


class SelectedSerializer(serializers.ModelSerializer):
    """Of a founder, who is a natural person, only the family name."""

    company = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        fields = ["company", "awarded_won"]

    def get_company(self, decision: Decision) -> str:
        return public_name(decision)


class ResultSerializer(serializers.ModelSerializer):
    agency = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    published_at = serializers.DateTimeField(source="result_at")
    applied_count = serializers.IntegerField(
        allow_null=True, help_text="null where fewer than three applied"
    )
    selected_count = serializers.IntegerField()
    awarded_won = serializers.IntegerField()

    class Meta:
        model = Call
        fields = [
            "code",
            "title_ko",
            "title_en",
            "agency",
            "stage",
            "published_at",
            "applied_count",
            "selected_count",
            "awarded_won",
        ]


class ResultDetailSerializer(ResultSerializer):
    selected = serializers.SerializerMethodField()

    class Meta(ResultSerializer.Meta):
        fields = [*ResultSerializer.Meta.fields, "selected"]

    def get_selected(self, call: Call) -> list[dict]:
        return SelectedSerializer(selected_in(call), many=True).data


@method_decorator(never_cache, name="dispatch")
class ResultViewSet(viewsets.ReadOnlyModelViewSet):
    """Results of calls, from the instant on at which they are public."""

    lookup_field = "code"
    filterset_class = ResultFilter

    def get_queryset(self):
        return calls_with_results()

    def get_serializer_class(self):
        return ResultDetailSerializer if self.detail else ResultSerializer
