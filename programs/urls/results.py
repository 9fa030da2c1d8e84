"""What became of calls."""

from django.urls import path

from programs import feeds
from programs.views import register, result, round_statistics

urlpatterns = [
    path("results/", result.result_list, name="result-list"),
    path("results/feed.atom", feeds.result_feed, name="result-feed"),
    # Before the calls, of whose codes none is a word alone
    path("results/register/", register.register_page, name="results-register"),
    path("results/register.json", register.register_json, name="results-register-json"),
    path("results/register.csv", register.register_csv, name="results-register-csv"),
    path("results/register.schema.json", register.register_schema, name="results-register-schema"),
    path("results/360giving.json", register.giving_json, name="results-giving"),
    path("results/360giving.csv", register.giving_csv, name="results-giving-csv"),
    path("results/<slug:code>/", result.result_detail, name="result-detail"),
    path("stats/rounds/", round_statistics.round_statistics_page, name="round-statistics"),
    path("stats/rounds.csv", round_statistics.round_statistics_csv, name="round-statistics-csv"),
]
