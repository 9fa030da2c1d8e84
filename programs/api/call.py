from rest_framework import serializers, viewsets

from programs.enums import CallStatus, ClosingMode
from programs.filters import CallFilter
from programs.models import (
    Adjustment,
    Amendment,
    Attachment,
    Call,
    CallZone,
    CostShare,
    Criterion,
    EligibilityRule,
    RequiredDocument,
    Seal,
)
from programs.models.call_content import TERMS
from programs.models.call_parts import TEXTS
from programs.queries.published import details_of, with_details
from programs.structured import attachment_address
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
    taken_count = serializers.SerializerMethodField(
        help_text="Seats taken; only of a call that closes when they are filled."
    )
    taken_won = serializers.SerializerMethodField(
        help_text="Won asked for; only of a call that closes when the budget is used up."
    )

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
            "plan_sections",
            "title_ko",
            "title_en",
            "summary_ko",
            "summary_en",
            "purpose",
            "support",
            "support_period",
            "support_months",
            "eligibility",
            "procedure",
            "security_class",
            *TERMS,
            "budget_won",
            "award_limit_won",
            "award_count",
            "closing_mode",
            "seat_count",
            "taken_count",
            "taken_won",
            "published_at",
            "opens_at",
            "closes_at",
            "closed_at",
            "inquiries_end_at",
            "short_notice_reason",
            "notice_number",
            "iris_number",
            "is_national_rnd",
            "contact_name",
            "contact_phone",
            "contact_email",
            "notes",
        ]

    def get_taken_count(self, call: Call) -> int | None:
        return call.taken_count if call.closing_mode == ClosingMode.SEATS else None

    def get_taken_won(self, call: Call) -> int | None:
        return call.taken_won if call.closing_mode == ClosingMode.BUDGET else None


class CallZoneSerializer(serializers.ModelSerializer):
    slug = serializers.SlugField(source="zone.slug")
    name_ko = serializers.CharField(source="zone.name_ko")
    name_en = serializers.CharField(source="zone.name_en")

    class Meta:
        model = CallZone
        fields = ["slug", "name_ko", "name_en", "quota", "contact", "phone", "email"]


class RequiredDocumentSerializer(serializers.ModelSerializer):
    class Meta:
        model = RequiredDocument
        fields = [*TEXTS, "is_required", "applicant_kinds", "max_age_days", "step"]


class AttachmentSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField(
        help_text="Null where the file is being checked for viruses, or was found to be unsafe."
    )

    class Meta:
        model = Attachment
        fields = ["label_ko", "label_en", "name", "content_type", "size", "sha256", "url"]

    def get_url(self, attachment: Attachment) -> str | None:
        if not attachment.is_offered:
            return None
        return attachment_address(attachment.call, attachment)


class EligibilityRuleSerializer(serializers.ModelSerializer):
    """Judged as of the closing day; bounds in whole won."""

    text_ko = serializers.CharField(help_text="The rule as a Korean sentence, without its note.")
    text_en = serializers.CharField(help_text="The rule as an English sentence, without its note.")

    class Meta:
        model = EligibilityRule
        fields = [
            "kind",
            "values",
            "years",
            "least_won",
            "most_won",
            "text_ko",
            "text_en",
            "note_ko",
            "note_en",
        ]


class CostShareSerializer(serializers.ModelSerializer):
    class Meta:
        model = CostShare
        fields = ["size", "government_percent", "cash_percent"]


class CriterionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Criterion
        fields = [*TEXTS, "weight", "tie_rank", "anchors"]


class AdjustmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Adjustment
        fields = [*TEXTS, "kind", "points", "ground"]


class ChangeSerializer(serializers.Serializer):
    path = serializers.CharField()
    label_ko = serializers.CharField()
    label_en = serializers.CharField()
    before_ko = serializers.CharField()
    before_en = serializers.CharField()
    after_ko = serializers.CharField()
    after_en = serializers.CharField()


class AmendmentSerializer(serializers.ModelSerializer):
    difference = ChangeSerializer(many=True)

    class Meta:
        model = Amendment
        fields = ["number", "kind", "reason", "published_at", "difference"]


class SealSerializer(serializers.ModelSerializer):
    """What the call had received when it ended; docs/receipts.md says how to check it."""

    class Meta:
        model = Seal
        fields = ["number", "ended_at", "sealed_at", "count", "root", "key_id", "signature"]


class CallDetailSerializer(CallSerializer):
    """A call with what its list leaves out; needs `call.details` (`details_of`)."""

    zones = CallZoneSerializer(many=True, source="details.call_zones")
    documents = RequiredDocumentSerializer(many=True, source="details.documents")
    attachments = AttachmentSerializer(many=True, source="details.attachments")
    eligibility_rules = EligibilityRuleSerializer(many=True, source="details.eligibility_rules")
    cost_shares = CostShareSerializer(many=True, source="details.cost_shares")
    criteria = CriterionSerializer(many=True, source="details.criteria")
    adjustments = AdjustmentSerializer(many=True, source="details.adjustments")
    amendments = AmendmentSerializer(many=True, source="details.changes")
    seals = SealSerializer(many=True, source="details.seals")

    class Meta(CallSerializer.Meta):
        fields = [
            *CallSerializer.Meta.fields,
            "documents",
            "attachments",
            "eligibility_rules",
            "cost_shares",
            "criteria",
            "adjustments",
            "amendments",
            "seals",
        ]


class CallViewSet(viewsets.ReadOnlyModelViewSet):
    """Published calls. Amounts in whole won, moments in ISO 8601."""

    filterset_class = CallFilter
    lookup_field = "code"
    lookup_value_regex = r"[-\w]+"

    def get_serializer_class(self):
        return CallDetailSerializer if self.action == "retrieve" else CallSerializer

    def get_queryset(self):
        calls = Call.objects.published().with_parties()
        return with_details(calls) if self.action == "retrieve" else calls

    def get_object(self) -> Call:
        call = super().get_object()
        call.details = details_of(call)
        return call
