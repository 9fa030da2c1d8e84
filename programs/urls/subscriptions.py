"""News by mail, with an account and without."""

from django.urls import path

from programs.views import subscription

urlpatterns = [
    path("subscriptions/", subscription.subscription_page, name="subscriptions"),
    path("subscriptions/leave/", subscription.subscription_leave, name="subscription-leave"),
    path(
        "subscriptions/confirm/<str:token>/",
        subscription.subscription_confirm,
        name="subscription-confirm",
    ),
    path("subscriptions/<str:token>/", subscription.subscription, name="subscription"),
    path("subscriptions/<str:token>/end/", subscription.subscription_end, name="subscription-end"),
]
