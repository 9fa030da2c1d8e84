from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from programs.api import (
    BizinfoViewSet,
    BriefingViewSet,
    CallViewSet,
    KStartupViewSet,
    ResultViewSet,
    StoryViewSet,
    VoiceStatisticsView,
)
from zones.api import ZoneViewSet

router = SimpleRouter()
router.register("zones", ZoneViewSet, basename="api-zone")
router.register("calls", CallViewSet, basename="api-call")
router.register("briefings", BriefingViewSet, basename="api-briefing")
router.register("results", ResultViewSet, basename="api-result")
router.register("stories", StoryViewSet, basename="api-story")
router.register("catalogues/bizinfo", BizinfoViewSet, basename="api-catalogue-bizinfo")
router.register("catalogues/kstartup", KStartupViewSet, basename="api-catalogue-kstartup")

api_urls = [
    path("", include(router.urls)),
    path("voices/statistics/", VoiceStatisticsView.as_view(), name="api-voice-statistics"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
]
