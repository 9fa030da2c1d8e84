"""Django by itself in three steps: a list, one row, and a row of 4 kB that is committed.

With BARE=startproject as `django-admin startproject` lays a project out: its middleware, sessions and
sign-in there to be asked, pages by templates, and a form with its token. Otherwise with nothing at
all around the view, and JSON, which is the least that Django can do.
"""

import os

import dj_database_url
import django
from django.conf import settings

IS_LAID_OUT = os.environ.get("BARE") == "startproject"
DATABASE = dj_database_url.parse(os.environ["DATABASE_URL"])
DATABASE["OPTIONS"] = {"pool": {"min_size": 2, "max_size": 10}}
APPS = ["auth", "contenttypes", "sessions", "messages"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
PAGES = {
    "base.html": "<!doctype html><title>Notes</title>{% block content %}{% endblock %}",
    "list.html": '{% extends "base.html" %}{% block content %}<ul>{% for note in notes %}'
    '<li><a href="{% url "note" note.pk %}">{{ note.text }}</a></li>{% endfor %}</ul>'
    '<form method="post" action="{% url "new" %}">{% csrf_token %}'
    '<textarea name="text"></textarea><button>Add</button></form>{% endblock %}',
    "note.html": '{% extends "base.html" %}{% block content %}<p>{{ note.text }}</p>'
    '<a href="{% url "list" %}">Notes</a>{% endblock %}',
}
LOADER = ("django.template.loaders.locmem.Loader", PAGES)
LAYOUT = {
    "INSTALLED_APPS": [f"django.contrib.{app}" for app in APPS],
    "MIDDLEWARE": MIDDLEWARE,
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": PROCESSORS,
                "loaders": [("django.template.loaders.cached.Loader", [LOADER])],
            },
        }
    ],
}
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": DATABASE},
    ROOT_URLCONF=__name__,
    SECRET_KEY="bare",  # noqa: S106  # of a server that lives for seconds
    USE_TZ=True,
    **(LAYOUT if IS_LAID_OUT else {}),
)
django.setup()

from django import forms  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.shortcuts import get_object_or_404, redirect, render  # noqa: E402
from django.urls import path  # noqa: E402


class Note(models.Model):
    text = models.TextField()

    class Meta:
        app_label = "bare"
        db_table = "bare_note"

    def __str__(self) -> str:
        return str(self.pk)


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["text"]


def notes(request: HttpRequest) -> HttpResponse:
    if IS_LAID_OUT:
        return render(request, "list.html", {"notes": Note.objects.order_by("pk")[:20]})
    return JsonResponse({"notes": list(Note.objects.order_by("pk").values("pk", "text")[:20])})


def note(request: HttpRequest, pk: int) -> HttpResponse:
    if IS_LAID_OUT:
        return render(request, "note.html", {"note": get_object_or_404(Note, pk=pk)})
    return JsonResponse({"text": Note.objects.get(pk=pk).text})


def new(request: HttpRequest) -> HttpResponse:
    if IS_LAID_OUT:
        return redirect("note", pk=NoteForm(request.POST).save().pk)
    return JsonResponse({"pk": Note.objects.create(text=request.body.decode()).pk}, status=201)


urlpatterns = [
    path("", notes, name="list"),
    path("<int:pk>/", note, name="note"),
    path("new/", new, name="new"),
]
application = get_wsgi_application()
