"""The desk of reviewers."""

from django.urls import path

from programs.views import challenge, conflict, panel, review, review_document, reviewer

urlpatterns = [
    path("reviewers/join/<str:token>/", reviewer.reviewer_join, name="reviewer-join"),
    path("desk/reviews/profile/", reviewer.reviewer_profile, name="reviewer-profile"),
    path("desk/reviews/profile/account/", reviewer.reviewer_account, name="reviewer-account"),
    path("desk/reviews/profile/pause/", reviewer.reviewer_pause, name="reviewer-pause"),
    path("desk/reviews/profile/resume/", reviewer.reviewer_resume, name="reviewer-resume"),
    path("applications/<int:pk>/challenge/", challenge.application_challenge, name="challenge"),
    path("desk/reviews/", review.review_list, name="review-list"),
    path("desk/reviews/panels/<int:pk>/", panel.review_panel, name="review-panel"),
    path(
        "desk/reviews/panels/<int:pk>/accept/",
        panel.review_panel_accept,
        name="review-panel-accept",
    ),
    path(
        "desk/reviews/panels/<int:pk>/decline/",
        panel.review_panel_decline,
        name="review-panel-decline",
    ),
    path(
        "desk/reviews/panels/<int:pk>/pledge/",
        panel.review_panel_pledge,
        name="review-panel-pledge",
    ),
    path(
        "desk/reviews/panels/<int:pk>/conflict/",
        conflict.review_panel_conflict,
        name="review-panel-conflict",
    ),
    path("desk/reviews/<int:pk>/", review.review_detail, name="review-detail"),
    path(
        "desk/reviews/<int:pk>/documents/<int:document_pk>/",
        review_document.review_document,
        name="review-document",
    ),
    path(
        "desk/reviews/<int:pk>/documents/<int:document_pk>/pages/<int:number>.webp",
        review_document.review_document_page,
        name="review-document-page",
    ),
    path("desk/reviews/<int:pk>/pledge/", review.review_pledge, name="review-pledge"),
    path("desk/reviews/<int:pk>/recuse/", review.review_recuse, name="review-recuse"),
    path("desk/reviews/<int:pk>/scores/", review.review_save, name="review-save"),
    path("desk/reviews/<int:pk>/unlock/", review.review_unlock, name="review-unlock"),
    path("desk/reviews/<int:pk>/finish/", review.review_finish, name="review-finish"),
]
