"""Briefings as everybody reads them, and the desk where agencies write them."""

from django.urls import path

from programs.views import agency_desk, briefing, material

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
