"""Figures: what the public reads, and what agencies enter."""

from django.urls import path

from programs.views import figure_import, figure_sheet, statistics

SHEET = "desk/agency/figures/<slug:slug>/<int:year>"

urlpatterns = [
    path("stats/", statistics.statistics, name="statistics"),
    path("stats/<slug:indicator>.csv", statistics.indicator_csv, name="indicator-csv"),
    path("stats/<slug:indicator>.json", statistics.indicator_json, name="indicator-json"),
    path("stats/<slug:indicator>/", statistics.indicator_page, name="indicator"),
    path("desk/agency/figures/", figure_sheet.figure_desk, name="figure-desk"),
    path(f"{SHEET}/", figure_sheet.figure_sheet, name="figure-sheet"),
    path(f"{SHEET}/submit/", figure_sheet.figure_submit, name="figure-submit"),
    path(f"{SHEET}/take-back/", figure_sheet.figure_take_back, name="figure-take-back"),
    path(f"{SHEET}/sheet.xlsx", figure_import.figure_sheet_xlsx, name="figure-sheet-xlsx"),
    path(f"{SHEET}/import/", figure_import.figure_sheet_import, name="figure-sheet-import"),
    path(f"{SHEET}/evidence/", figure_sheet.figure_evidence, name="figure-evidence"),
    path(
        f"{SHEET}/evidence/<int:file_pk>/",
        figure_sheet.figure_evidence_download,
        name="figure-evidence-download",
    ),
    path(
        f"{SHEET}/evidence/<int:file_pk>/remove/",
        figure_sheet.figure_evidence_remove,
        name="figure-evidence-remove",
    ),
    path(f"{SHEET}/correct/<slug:indicator>/", figure_sheet.figure_correct, name="figure-correct"),
]
