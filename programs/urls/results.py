"""What became of calls."""

from django.urls import path

from programs import feeds
from programs.views import result, round_statistics

urlpatterns = [
    path("results/", result.result_list, name="result-list"),
    path("results/feed.atom", feeds.result_feed, name="result-feed"),
    path("results/<slug:code>/", result.result_detail, name="result-detail"),
    path("stats/rounds/", round_statistics.round_statistics_page, name="round-statistics"),
    path("stats/rounds.csv", round_statistics.round_statistics_csv, name="round-statistics-csv"),
]
