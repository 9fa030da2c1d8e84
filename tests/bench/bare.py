"""The least that Django can do in the same three steps: a list, one row, a row of 4 kB committed."""

import os

import dj_database_url
import django
from django.conf import settings

DATABASE = dj_database_url.parse(os.environ["DATABASE_URL"])
DATABASE["OPTIONS"] = {"pool": {"min_size": 2, "max_size": 10}}
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": DATABASE},
    INSTALLED_APPS=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bare",  # noqa: S106  # of a server that lives for seconds
    USE_TZ=True,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Note(models.Model):
    text = models.TextField()

    class Meta:
        app_label = "bare"
        db_table = "bare_note"

    def __str__(self) -> str:
        return str(self.pk)


def notes(_request: HttpRequest) -> HttpResponse:
    return JsonResponse({"notes": list(Note.objects.order_by("pk").values("pk", "text")[:20])})


def note(_request: HttpRequest, pk: int) -> HttpResponse:
    return JsonResponse({"text": Note.objects.get(pk=pk).text})


def new(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"pk": Note.objects.create(text=request.body.decode()).pk}, status=201)


urlpatterns = [path("", notes), path("<int:pk>/", note), path("new/", new)]
application = get_wsgi_application()
