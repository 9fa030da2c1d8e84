from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from programs.models import Briefing, Call
from zones.models import Zone


class CallSitemap(Sitemap):
    def items(self):
        return Call.objects.published()

    def lastmod(self, item: Call):
        return item.published_at


class BriefingSitemap(Sitemap):
    def items(self):
        return Briefing.objects.published()


class ZoneSitemap(Sitemap):
    def items(self):
        return Zone.objects.all()


class PageSitemap(Sitemap):
    def items(self):
        return ["home", "programs:call-list", "programs:briefing-list", "zones:zone-list"]

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {
    "pages": PageSitemap,
    "calls": CallSitemap,
    "briefings": BriefingSitemap,
    "zones": ZoneSitemap,
}
