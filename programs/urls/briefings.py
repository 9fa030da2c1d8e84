"""Briefings as everybody reads them, and the desk where agencies write them."""

from django.urls import path

from programs.views import agency_desk, briefing

urlpatterns = [
    path("briefings/", briefing.briefing_list, name="briefing-list"),
    path("briefings/<int:pk>/", briefing.briefing_detail, name="briefing-detail"),
    path("briefings/<int:pk>/event.ics", briefing.briefing_event, name="briefing-event"),
    path("desk/agency/briefings/new/", agency_desk.briefing_create, name="briefing-create"),
    path("desk/agency/briefings/<int:pk>/", agency_desk.briefing_edit, name="briefing-edit"),
    path(
        "desk/agency/briefings/<int:pk>/cancel/",
        agency_desk.briefing_cancel,
        name="briefing-cancel",
    ),
]
