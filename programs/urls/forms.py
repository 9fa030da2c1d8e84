"""The builder of a call's application form, on the agency's desk."""

from django.urls import path

from programs.views import form_builder, form_source

urlpatterns = [
    path(
        "desk/agency/calls/<int:pk>/questions/new/",
        form_builder.call_question_new,
        name="call-question-new",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/preview/",
        form_builder.call_form_preview,
        name="call-form-preview",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/copy/",
        form_source.call_form_copy,
        name="call-form-copy",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/template/",
        form_source.call_form_template,
        name="call-form-template",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/<int:question_pk>/",
        form_builder.call_question,
        name="call-question",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/<int:question_pk>/move/",
        form_builder.call_question_move,
        name="call-question-move",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/<int:question_pk>/delete/",
        form_builder.call_question_delete,
        name="call-question-delete",
    ),
    path(
        "desk/agency/calls/<int:pk>/form-sections/new/",
        form_builder.call_form_section_new,
        name="call-form-section-new",
    ),
    path(
        "desk/agency/calls/<int:pk>/form-sections/<int:section_pk>/",
        form_builder.call_form_section,
        name="call-form-section",
    ),
    path(
        "desk/agency/calls/<int:pk>/form-sections/<int:section_pk>/move/",
        form_builder.call_form_section_move,
        name="call-form-section-move",
    ),
    path(
        "desk/agency/calls/<int:pk>/form-sections/<int:section_pk>/delete/",
        form_builder.call_form_section_delete,
        name="call-form-section-delete",
    ),
]
