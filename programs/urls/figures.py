"""Figures: what the public reads."""

from django.urls import path

from programs.views import statistics

urlpatterns = [
    path("stats/", statistics.statistics, name="statistics"),
    path("stats/<slug:indicator>.csv", statistics.indicator_csv, name="indicator-csv"),
    path("stats/<slug:indicator>.json", statistics.indicator_json, name="indicator-json"),
    path("stats/<slug:indicator>/", statistics.indicator_page, name="indicator"),
]
