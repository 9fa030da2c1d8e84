"""Seats at briefings."""

from django.urls import path

from programs.views import briefing

urlpatterns = [
    path(
        "registrations/<int:pk>/cancel/",
        briefing.registration_cancel,
        name="registration-cancel",
    ),
    path(
        "registrations/<int:pk>/accept/", briefing.registration_accept, name="registration-accept"
    ),
]
