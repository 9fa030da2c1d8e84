"""The desk of reviewers."""

from django.urls import path

from programs.views import challenge, review, reviewer

urlpatterns = [
    path("reviewers/join/<str:token>/", reviewer.reviewer_join, name="reviewer-join"),
    path("desk/reviews/profile/", reviewer.reviewer_profile, name="reviewer-profile"),
    path("desk/reviews/profile/account/", reviewer.reviewer_account, name="reviewer-account"),
    path("desk/reviews/profile/pause/", reviewer.reviewer_pause, name="reviewer-pause"),
    path("desk/reviews/profile/resume/", reviewer.reviewer_resume, name="reviewer-resume"),
    path("applications/<int:pk>/challenge/", challenge.application_challenge, name="challenge"),
    path("desk/reviews/", review.review_list, name="review-list"),
    path("desk/reviews/<int:pk>/", review.review_detail, name="review-detail"),
    path("desk/reviews/<int:pk>/pledge/", review.review_pledge, name="review-pledge"),
    path("desk/reviews/<int:pk>/recuse/", review.review_recuse, name="review-recuse"),
    path("desk/reviews/<int:pk>/scores/", review.review_save, name="review-save"),
    path("desk/reviews/<int:pk>/finish/", review.review_finish, name="review-finish"),
]
