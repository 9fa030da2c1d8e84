"""Notices, and questions with their answers; both are written in the admin."""

from django.urls import path

from programs.feeds import notice_feed
from programs.views import faq, notice

urlpatterns = [
    path("notices/", notice.notice_list, name="notice-list"),
    path("notices/feed.atom", notice_feed, name="notice-feed"),
    path("notices/<int:pk>/", notice.notice_detail, name="notice-detail"),
    path("notices/<int:pk>/files/<int:file_pk>/", notice.notice_file, name="notice-file"),
    path("faq/", faq.faq_list, name="faq-list"),
    path("faq/<int:pk>/", faq.faq_detail, name="faq-detail"),
]
