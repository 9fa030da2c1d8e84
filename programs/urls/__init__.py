"""The addresses of programmes, joined from their areas; no pattern may hide one of another area."""

from programs.urls import (
    applications,
    attendance,
    briefings,
    calls,
    desk,
    figures,
    forms,
    notices,
    objections,
    registrations,
    results,
    reviews,
    saved,
    stories,
    subscriptions,
    voices,
)

app_name = "programs"

urlpatterns = [
    *saved.urlpatterns,
    *subscriptions.urlpatterns,
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
    *notices.urlpatterns,
    # After the other pages of statistics: an indicator hides none of them
    *figures.urlpatterns,
]
