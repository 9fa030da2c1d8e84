"""Seats at briefings; what names a key is for signed-in people, and stands before the links."""

from django.urls import path

from programs.views import briefing, briefing_register, guest_list, registration

urlpatterns = [
    path(
        "registrations/<int:pk>/cancel/",
        briefing.registration_cancel,
        name="registration-cancel",
    ),
    path(
        "registrations/<int:pk>/accept/", briefing.registration_accept, name="registration-accept"
    ),
    path(
        "briefings/<int:pk>/register/",
        briefing_register.briefing_register,
        name="briefing-register",
    ),
    path(
        "briefings/<int:pk>/register/<str:token>/",
        briefing_register.guest_register,
        name="guest-register",
    ),
    path(
        "registrations/<str:token>/",
        registration.registration_detail,
        name="registration-detail",
    ),
    path(
        "registrations/<str:token>/event.ics",
        registration.registration_event,
        name="registration-event",
    ),
    path(
        "registrations/<str:token>/change/",
        registration.registration_change,
        name="registration-change",
    ),
    path(
        "registrations/<str:token>/leave/",
        registration.registration_leave,
        name="registration-leave",
    ),
    path(
        "registrations/<str:token>/renew/",
        registration.registration_renew,
        name="registration-renew",
    ),
    path(
        "registrations/<str:token>/answer/",
        registration.registration_answer,
        name="registration-answer",
    ),
    path(
        "registrations/<str:token>/needs/",
        registration.registration_needs,
        name="registration-needs",
    ),
    path("registrations/<str:token>/slots/", registration.slot_take, name="slot-take"),
    path(
        "registrations/<str:token>/slots/release/",
        registration.slot_release,
        name="slot-release",
    ),
    path(
        "desk/agency/briefings/<int:pk>/registrations/",
        guest_list.guest_list,
        name="guest-list",
    ),
    path("desk/agency/briefings/<int:pk>/needs/", guest_list.guest_needs, name="guest-needs"),
    path("desk/agency/briefings/<int:pk>/slots/", guest_list.guest_slots, name="guest-slots"),
    path(
        "desk/agency/briefings/<int:pk>/slots/remove/",
        guest_list.guest_slots_remove,
        name="guest-slots-remove",
    ),
]
