from django.urls import path

from zones.views import company, zone

app_name = "zones"

zone_urls = [
    path("zones/", zone.zone_list, name="zone-list"),
    path("zones/<slug:slug>/", zone.zone_detail, name="zone-detail"),
]

company_urls = [
    path("desk/company/new/", company.company_register, name="company-register"),
    path("desk/company/<int:pk>/", company.company_edit, name="company-edit"),
]

urlpatterns = [*zone_urls, *company_urls]
