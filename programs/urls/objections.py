"""Objections of applicants."""

from django.urls import path

from programs.views import objection

urlpatterns = [
    path("applications/<int:pk>/objection/", objection.objection, name="objection"),
    path(
        "applications/<int:pk>/objection/<int:objection_pk>/withdraw/",
        objection.objection_withdraw,
        name="objection-withdraw",
    ),
    path(
        "applications/<int:pk>/objection/files/<int:file_pk>/",
        objection.objection_file,
        name="objection-file",
    ),
]
