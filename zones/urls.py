from django.urls import path

from zones.views import bank_account, company, people, zone

app_name = "zones"

zone_urls = [
    path("zones/", zone.zone_list, name="zone-list"),
    path("zones/<slug:slug>/", zone.zone_detail, name="zone-detail"),
]

company_urls = [
    path("desk/company/new/", company.company_register, name="company-register"),
    path("desk/company/<int:pk>/", company.company_edit, name="company-edit"),
    path("desk/company/<int:pk>/history/", company.company_history, name="company-history"),
    path("desk/company/<int:pk>/account/", bank_account.company_account, name="company-account"),
    path(
        "desk/company/<int:pk>/account/remove/",
        bank_account.company_account_remove,
        name="company-account-remove",
    ),
]

people_urls = [
    path("desk/company/<int:pk>/people/", people.company_people, name="company-people"),
    path(
        "desk/company/<int:pk>/people/<int:member_pk>/remove/",
        people.company_member_remove,
        name="company-member-remove",
    ),
    path(
        "desk/company/<int:pk>/people/<int:member_pk>/offer/",
        people.company_offer,
        name="company-offer",
    ),
    path(
        "desk/company/<int:pk>/offers/<int:offer_pk>/take-back/",
        people.company_offer_take_back,
        name="company-offer-take-back",
    ),
    path(
        "desk/company/<int:pk>/offers/<int:offer_pk>/decline/",
        people.company_offer_decline,
        name="company-offer-decline",
    ),
    path(
        "desk/company/<int:pk>/offers/<int:offer_pk>/accept/",
        people.company_offer_accept,
        name="company-offer-accept",
    ),
    path(
        "desk/company/<int:pk>/invitations/<int:invitation_pk>/again/",
        people.company_invitation_again,
        name="company-invitation-again",
    ),
    path(
        "desk/company/<int:pk>/invitations/<int:invitation_pk>/revoke/",
        people.company_invitation_revoke,
        name="company-invitation-revoke",
    ),
    path("invitations/<str:token>/", people.invitation, name="invitation"),
]

urlpatterns = [*zone_urls, *company_urls, *people_urls]
