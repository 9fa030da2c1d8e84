"""Stories as everybody reads them, and the desk where agencies write them."""

from django.urls import path

from programs.views import agency_story, picture, story

urlpatterns = [
    path("stories/", story.story_list, name="story-list"),
    path("stories/<int:pk>/", story.story_detail, name="story-detail"),
    path("stories/<int:pk>/pictures/<slug:digest>.webp", story.story_picture, name="story-picture"),
    path("desk/agency/stories/", agency_story.story_desk, name="story-desk"),
    path("desk/agency/stories/new/", agency_story.story_create, name="story-create"),
    path("desk/agency/stories/<int:pk>/", agency_story.story_edit, name="story-edit"),
    path("desk/agency/stories/<int:pk>/preview/", agency_story.story_preview, name="story-preview"),
    path("desk/agency/stories/<int:pk>/publish/", agency_story.story_publish, name="story-publish"),
    path(
        "desk/agency/stories/<int:pk>/withdraw/",
        agency_story.story_withdraw,
        name="story-withdraw",
    ),
    path("desk/agency/stories/<int:pk>/pictures/", picture.story_pictures, name="story-pictures"),
    path(
        "desk/agency/stories/<int:pk>/pictures/<int:picture_pk>/",
        picture.picture_describe,
        name="picture-describe",
    ),
    path(
        "desk/agency/stories/<int:pk>/pictures/<int:picture_pk>/move/",
        picture.picture_move,
        name="picture-move",
    ),
    path(
        "desk/agency/stories/<int:pk>/pictures/<int:picture_pk>/remove/",
        picture.picture_remove,
        name="picture-remove",
    ),
]
