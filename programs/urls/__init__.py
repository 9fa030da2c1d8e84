"""The addresses of programmes, joined from their areas; no pattern may hide one of another area."""

from programs.urls import (
    applications,
    attendance,
    briefings,
    calls,
    desk,
    forms,
    objections,
    registrations,
    results,
    reviews,
    saved,
    stories,
    voices,
)

app_name = "programs"

urlpatterns = [
    *saved.urlpatterns,
    *calls.urlpatterns,
    *briefings.urlpatterns,
    *attendance.urlpatterns,
    *registrations.urlpatterns,
    *applications.urlpatterns,
    *objections.urlpatterns,
    *forms.urlpatterns,
    *desk.urlpatterns,
    *reviews.urlpatterns,
    *results.urlpatterns,
    *voices.urlpatterns,
    *stories.urlpatterns,
]
