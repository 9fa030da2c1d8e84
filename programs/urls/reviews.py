"""The desk of reviewers."""

from django.urls import path

from programs.views import review

urlpatterns = [
    path("desk/reviews/", review.review_list, name="review-list"),
    path("desk/reviews/<int:pk>/", review.review_detail, name="review-detail"),
    path("desk/reviews/<int:pk>/pledge/", review.review_pledge, name="review-pledge"),
    path("desk/reviews/<int:pk>/recuse/", review.review_recuse, name="review-recuse"),
    path("desk/reviews/<int:pk>/scores/", review.review_save, name="review-save"),
    path("desk/reviews/<int:pk>/unlock/", review.review_unlock, name="review-unlock"),
    path("desk/reviews/<int:pk>/finish/", review.review_finish, name="review-finish"),
]
