from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from programs.models import Briefing, BriefingSeries, Call, Story, VoiceSummary
from programs.queries.result import calls_with_results
from zones.models import Zone


class PublicSitemap(Sitemap):
    """Addresses as SITE_URL says, whichever host was asked: those that pages call canonical."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class CallSitemap(PublicSitemap):
    def items(self):
        return Call.objects.published().only("code", "published_at", "changed_at")

    def lastmod(self, item: Call):
        return item.changed_at or item.published_at


class BriefingSitemap(PublicSitemap):
    def items(self):
        return Briefing.objects.published()

    def lastmod(self, item: Briefing):
        return item.changed_at


class ResultSitemap(PublicSitemap):
    """Of calls, from the instant on at which their result is public."""

    def items(self):
        return calls_with_results()

    def location(self, item: Call) -> str:
        return reverse("programs:result-detail", args=[item.code])

    def lastmod(self, item: Call):
        return vars(item)["result_at"]


class SeriesSitemap(PublicSitemap):
    def items(self):
        return BriefingSeries.objects.published()


class SummarySitemap(PublicSitemap):
    """Of voices of the field."""

    def items(self):
        return VoiceSummary.objects.published()

    def lastmod(self, item: VoiceSummary):
        return item.published_at


class StorySitemap(PublicSitemap):
    def items(self):
        return Story.objects.published().only("published_at", "changed_at")

    def lastmod(self, item: Story):
        return max(item.published_at, item.changed_at)


class ZoneSitemap(PublicSitemap):
    def items(self):
        return Zone.objects.all()


class PageSitemap(PublicSitemap):
    def items(self):
        return [
            "home",
            "programs:call-list",
            "programs:briefing-list",
            "programs:summary-list",
            "programs:voice-statistics",
            "programs:story-list",
            "programs:briefing-map",
            "programs:series-list",
            "zones:zone-list",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {
    "pages": PageSitemap,
    "calls": CallSitemap,
    "briefings": BriefingSitemap,
    "voices": SummarySitemap,
    "stories": StorySitemap,
    "results": ResultSitemap,
    "series": SeriesSitemap,
    "zones": ZoneSitemap,
}
