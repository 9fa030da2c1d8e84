from programs.api.briefing import BriefingViewSet
from programs.api.call import CallViewSet

__all__ = ["BriefingViewSet", "CallViewSet"]
