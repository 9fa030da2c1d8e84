from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from programs.models import Call

NEWEST = 50


class CallFeed(Feed):
    feed_type = Atom1Feed
    title = _("Calls of Korea's R&D special zones")
    link = reverse_lazy("programs:call-list")
    subtitle = _("New and changed funding calls.")

    def items(self):
        return (
            Call.objects.published()
            .select_related("agency")
            .order_by("-published_at", "-pk")[:NEWEST]
        )

    def item_title(self, item: Call) -> str:
        return item.title

    def item_description(self, item: Call) -> str:
        return item.summary

    def item_author_name(self, item: Call) -> str:
        return item.agency.name

    def item_pubdate(self, item: Call):
        return item.published_at

    def item_updateddate(self, item: Call):
        return item.published_at
