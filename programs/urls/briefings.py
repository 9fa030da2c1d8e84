"""Briefings as everybody reads them, and the desk where agencies write them."""

from django.urls import path

from programs import feeds
from programs.views import agency_desk, briefing, briefing_list, material, programme, series

urlpatterns = [
    path("briefings/", briefing_list.briefing_list, name="briefing-list"),
    path("briefings/calendar/", briefing_list.briefing_month, name="briefing-month"),
    path("briefings/map/", briefing_list.briefing_map, name="briefing-map"),
    path("briefings/feed.atom", feeds.briefing_feed, name="briefing-feed"),
    path("briefings/calendar.ics", feeds.briefing_calendar, name="briefing-calendar"),
    path("briefings/series/", series.series_list, name="series-list"),
    path("briefings/series/<int:pk>/", series.series_detail, name="series-detail"),
    path("briefings/<int:pk>/", briefing.briefing_detail, name="briefing-detail"),
    path("briefings/<int:pk>/event.ics", briefing.briefing_event, name="briefing-event"),
    path("desk/agency/briefings/", agency_desk.briefing_desk, name="briefing-desk"),
    path("desk/agency/briefings/series/new/", series.series_create, name="series-create"),
    path("desk/agency/briefings/series/yearly/", series.series_yearly, name="series-yearly"),
    path("desk/agency/briefings/series/<int:pk>/", series.series_edit, name="series-edit"),
    path(
        "desk/agency/briefings/series/<int:pk>/next/", series.series_edition, name="series-edition"
    ),
    path("desk/agency/briefings/new/", agency_desk.briefing_create, name="briefing-create"),
    path("desk/agency/briefings/<int:pk>/", agency_desk.briefing_edit, name="briefing-edit"),
    path(
        "desk/agency/briefings/<int:pk>/cancel/",
        agency_desk.briefing_cancel,
        name="briefing-cancel",
    ),
    path(
        "desk/agency/briefings/<int:pk>/programme/",
        programme.briefing_programme,
        name="briefing-programme",
    ),
    path(
        "briefings/<int:pk>/materials/<int:material_pk>/",
        material.material_download,
        name="material-download",
    ),
    path(
        "desk/agency/briefings/<int:pk>/materials/",
        material.briefing_materials,
        name="briefing-materials",
    ),
    path(
        "desk/agency/briefings/<int:pk>/recording/",
        material.briefing_recording,
        name="briefing-recording",
    ),
    path(
        "desk/agency/briefings/<int:pk>/materials/<int:material_pk>/",
        material.briefing_material_label,
        name="briefing-material-label",
    ),
    path(
        "desk/agency/briefings/<int:pk>/materials/<int:material_pk>/move/",
        material.briefing_material_move,
        name="briefing-material-move",
    ),
    path(
        "desk/agency/briefings/<int:pk>/materials/<int:material_pk>/remove/",
        material.briefing_material_remove,
        name="briefing-material-remove",
    ),
]
