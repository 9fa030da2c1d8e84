from zones.api.zone import ZoneViewSet

__all__ = ["ZoneViewSet"]
