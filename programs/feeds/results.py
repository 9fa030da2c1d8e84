"""Results of calls as an Atom feed."""

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.common.text import printable
from programs.feeds.answers import SiteFeed
from programs.models import Call
from programs.queries.result import calls_with_results

NEWEST = 50


class ResultFeed(Feed):
    """The newest results first."""

    feed_type = SiteFeed
    title = gettext_lazy("Results of calls of Korea's R&D special zones")
    subtitle = gettext_lazy("Who was selected.")

    def link(self) -> str:
        return reverse("programs:result-list")

    def feed_url(self) -> str:
        return reverse("programs:result-feed")

    def items(self):
        return calls_with_results()[:NEWEST]

    def item_link(self, item: Call) -> str:
        return reverse("programs:result-detail", args=[item.code])

    def item_title(self, item: Call) -> str:
        return printable(item.title)

    def item_description(self, item: Call) -> str:
        figures = vars(item)
        if figures["applied_count"] is None:
            return _("%(selected)s were selected.") % {"selected": figures["selected_count"]}
        return _("%(applied)s applied, %(selected)s were selected.") % {
            "applied": figures["applied_count"],
            "selected": figures["selected_count"],
        }

    def item_author_name(self, item: Call) -> str:
        return printable(item.agency.name)

    def item_pubdate(self, item: Call):
        return vars(item)["result_at"]

    def item_updateddate(self, item: Call):
        return vars(item)["result_at"]


@never_cache
@require_safe
def result_feed(request: HttpRequest) -> HttpResponse:
    return ResultFeed()(request)
