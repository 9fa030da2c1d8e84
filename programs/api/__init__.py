from programs.api.briefing import BriefingViewSet
from programs.api.call import CallViewSet
from programs.api.catalogue import BizinfoViewSet, KStartupViewSet
from programs.api.result import ResultViewSet
from programs.api.story import StoryViewSet
from programs.api.voice import VoiceStatisticsView

__all__ = [
    "BizinfoViewSet",
    "BriefingViewSet",
    "CallViewSet",
    "KStartupViewSet",
    "ResultViewSet",
    "VoiceStatisticsView",
    "StoryViewSet",
]
