"""Published calls in the field names of the national catalogues, so that these can take them in.

docs/call-format.md says field by field what stands in it and what is an assumption.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import override
from rest_framework import mixins, serializers, viewsets
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from portal.common.business_days import closing_day
from programs.enums import CallState, CallStatus
from programs.filters import CallFilter
from programs.models import Call
from programs.queries.parts import parts_of
from programs.queries.published import with_catalogue_facts
from programs.structured import absolute, attachment_address
from zones.enums import AgencyKind

LARGEST_PAGE = 100
WHOLE_COUNTRY = "전국"


def _date(at: datetime | None) -> str | None:
    """`20220727`, the day in Korea."""
    return f"{timezone.localdate(at):%Y%m%d}" if at else None


def _last_day(call: Call) -> str | None:
    """The last day on which it takes applications: midnight ends the day before it."""
    ends_at = call.closed_at or call.closes_at
    return f"{closing_day(ends_at):%Y%m%d}" if ends_at else None


def _files(call: Call) -> list[str]:
    return [
        attachment_address(call, attachment)
        for attachment in parts_of(call)["attachments"]
        if attachment.is_offered
    ]


class BizinfoSerializer(serializers.Serializer):
    """As 기업마당 names it. Amounts and conditions stand in the texts."""

    pblancId = serializers.CharField(source="code")
    pblancNm = serializers.CharField(source="title_ko")
    pblancUrl = serializers.SerializerMethodField()
    bsnsSumryCn = serializers.SerializerMethodField()
    trgetNm = serializers.SerializerMethodField()
    reqstBeginEndDe = serializers.SerializerMethodField()
    jrsdInsttNm = serializers.CharField(source="program.ministry_ko")
    excInsttNm = serializers.CharField(source="agency.name_ko")
    rceptEngnHmpgUrl = serializers.SerializerMethodField()
    flpthNm = serializers.SerializerMethodField()
    printFlpthNm = serializers.SerializerMethodField()
    hashtags = serializers.SerializerMethodField()
    totCnt = serializers.SerializerMethodField()

    def get_pblancUrl(self, call: Call) -> str:
        return absolute(call.get_absolute_url())

    def get_bsnsSumryCn(self, call: Call) -> str:
        return linebreaks(call.summary_ko or call.purpose, autoescape=True)

    def get_trgetNm(self, call: Call) -> str:
        return ", ".join(call.applicant_kind_labels)

    def get_reqstBeginEndDe(self, call: Call) -> str:
        end = _last_day(call) or str(call.get_closing_mode_display())
        return f"{_date(call.opens_at)} ~ {end}"

    def get_rceptEngnHmpgUrl(self, call: Call) -> str:
        return absolute(call.get_absolute_url())

    def get_flpthNm(self, call: Call) -> str:
        return "@".join(_files(call))

    def get_printFlpthNm(self, call: Call) -> str:
        return next(iter(_files(call)), "")

    def get_hashtags(self, call: Call) -> str:
        zones = [zone.name_ko for zone in call.zone_list]
        stage = str(call.get_stage_display())
        tags = [str(call.program.year), stage, *call.province_names, *zones, call.agency.name_ko]
        return ",".join(dict.fromkeys(tag.replace(",", " ") for tag in tags))

    def get_totCnt(self, call: Call) -> int:
        return self.context["view"].paginator.page.paginator.count


class KStartupSerializer(serializers.Serializer):
    """As K-Startup names it."""

    pbanc_sn = serializers.IntegerField(source="pk")
    biz_pbanc_nm = serializers.CharField(source="title_ko")
    intg_pbanc_biz_nm = serializers.CharField(source="program.name_ko")
    pbanc_ctnt = serializers.SerializerMethodField()
    supt_biz_clsfc = serializers.SerializerMethodField()
    pbanc_rcpt_bgng_dt = serializers.SerializerMethodField()
    pbanc_rcpt_end_dt = serializers.SerializerMethodField()
    rcrt_prgs_yn = serializers.SerializerMethodField()
    aply_trgt = serializers.SerializerMethodField()
    aply_trgt_ctnt = serializers.CharField(source="eligibility")
    supt_regin = serializers.SerializerMethodField()
    detl_pg_url = serializers.SerializerMethodField()
    pbanc_ntrp_nm = serializers.CharField(source="agency.name_ko")
    sprv_inst = serializers.SerializerMethodField()
    prch_cnpl_no = serializers.CharField(source="contact_phone")

    def get_pbanc_ctnt(self, call: Call) -> str:
        return call.summary_ko or call.purpose

    def get_supt_biz_clsfc(self, call: Call) -> str:
        return "기술개발(R&D)" if call.is_national_rnd else "사업화"

    def get_pbanc_rcpt_bgng_dt(self, call: Call) -> str:
        return _date(call.opens_at) or ""

    def get_pbanc_rcpt_end_dt(self, call: Call) -> str | None:
        return _last_day(call)

    def get_rcrt_prgs_yn(self, call: Call) -> str:
        return "Y" if call.status == CallStatus.OPEN else "N"

    def get_aply_trgt(self, call: Call) -> str:
        return ",".join(call.applicant_kind_labels)

    def get_supt_regin(self, call: Call) -> str:
        return ",".join(call.province_names) or WHOLE_COUNTRY

    def get_detl_pg_url(self, call: Call) -> str:
        return absolute(call.get_absolute_url())

    def get_sprv_inst(self, call: Call) -> str:
        return "지자체" if call.agency.kind == AgencyKind.LOCAL_GOVERNMENT else "공공기관"


class BizinfoPagination(PageNumberPagination):
    page_query_param = "pageIndex"
    page_size_query_param = "pageUnit"
    max_page_size = LARGEST_PAGE

    def get_paginated_response(self, data: list) -> Response:
        return Response({"jsonArray": data})

    def get_paginated_response_schema(self, schema: dict) -> dict:
        return {"type": "object", "required": ["jsonArray"], "properties": {"jsonArray": schema}}


class KStartupPagination(PageNumberPagination):
    page_size_query_param = "perPage"
    max_page_size = LARGEST_PAGE

    def get_paginated_response(self, data: list) -> Response:
        count = self.page.paginator.count
        return Response(
            {
                "page": self.page.number,
                "perPage": self.page.paginator.per_page,
                "totalCount": count,
                "matchCount": count,
                "currentCount": len(data),
                "data": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict) -> dict:
        counts = ("page", "perPage", "totalCount", "matchCount", "currentCount")
        return {
            "type": "object",
            "required": [*counts, "data"],
            "properties": {**{name: {"type": "integer"} for name in counts}, "data": schema},
        }


class CatalogueViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    filterset_class = CallFilter

    def get_queryset(self):
        announced = Call.objects.published().exclude(state=CallState.CANCELLED)
        return with_catalogue_facts(announced.with_parties())

    def list(self, request: Request, *args, **kwargs) -> Response:
        with override("ko"):
            return super().list(request, *args, **kwargs)


class BizinfoViewSet(CatalogueViewSet):
    """Published calls in the field names of 기업마당 (bizinfo.go.kr), in Korean."""

    serializer_class = BizinfoSerializer
    pagination_class = BizinfoPagination


class KStartupViewSet(CatalogueViewSet):
    """Published calls in the field names of K-Startup (k-startup.go.kr), in Korean."""

    serializer_class = KStartupSerializer
    pagination_class = KStartupPagination
