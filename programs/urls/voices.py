"""Voices of the field: what the public reads, what companies report, what agencies answer."""

from django.urls import path

from programs.views import agency_voice, company_voice, summary

urlpatterns = [
    path("voices/", summary.summary_list, name="summary-list"),
    path("voices/<int:pk>/", summary.summary_detail, name="summary-detail"),
    path("stats/voices/", summary.voice_statistics_page, name="voice-statistics"),
    path("desk/company/<int:pk>/voices/", company_voice.company_voices, name="company-voices"),
    path(
        "desk/company/<int:pk>/voices/new/",
        company_voice.company_voice_new,
        name="company-voice-new",
    ),
    path(
        "desk/company/<int:pk>/voices/<int:voice_pk>/",
        company_voice.company_voice,
        name="company-voice",
    ),
    path(
        "desk/company/<int:pk>/voices/<int:voice_pk>/withdraw/",
        company_voice.company_voice_withdraw,
        name="company-voice-withdraw",
    ),
    path(
        "desk/company/<int:pk>/voices/<int:voice_pk>/agree/",
        company_voice.company_voice_agree,
        name="company-voice-agree",
    ),
    path(
        "desk/company/<int:pk>/voices/<int:voice_pk>/decline/",
        company_voice.company_voice_decline,
        name="company-voice-decline",
    ),
    path("desk/agency/voices/", agency_voice.agency_voices, name="agency-voices"),
    path("desk/agency/voices/<int:pk>/", agency_voice.agency_voice, name="agency-voice"),
    path(
        "desk/agency/briefings/<int:pk>/voices/new/",
        agency_voice.briefing_voice_new,
        name="briefing-voice-new",
    ),
]
