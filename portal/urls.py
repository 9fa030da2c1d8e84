from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from portal import views
from portal.api import api_urls
from programs.sitemaps import SITEMAPS

admin.site.login = secure_admin_login(admin.site.login)

public_urls = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    # Exempt: a forged change of language harms nobody, and a token would put a cookie on every page
    path("language/", csrf_exempt(set_language), name="set_language"),
]

machine_urls = [
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("clock.json", views.clock, name="clock"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]

urlpatterns = [
    *public_urls,
    *machine_urls,
    path("desk/", views.desk, name="desk"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include(api_urls)),
    path("", include("zones.urls")),
    path("", include("programs.urls")),
]
