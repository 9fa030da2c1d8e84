"""What a person keeps an eye on, and the signed addresses of their mails and calendar."""

from django.urls import path

from programs.views import saved

urlpatterns = [
    path("desk/saved/", saved.saved_list, name="saved-list"),
    path("desk/saved/calendar/", saved.calendar_change, name="calendar-change"),
    path("desk/saved/calls/<int:pk>/", saved.savedcall_change, name="savedcall-change"),
    path("desk/saved/calls/<int:pk>/remove/", saved.savedcall_remove, name="savedcall-remove"),
    path("desk/saved/searches/", saved.search_save, name="search-save"),
    path("desk/saved/searches/<int:pk>/", saved.savedsearch_change, name="savedsearch-change"),
    path(
        "desk/saved/searches/<int:pk>/remove/",
        saved.savedsearch_remove,
        name="savedsearch-remove",
    ),
    path("unsubscribe/<str:token>/", saved.unsubscribe, name="unsubscribe"),
    path("calendar/<str:token>.ics", saved.calendar_feed, name="private-calendar"),
]
