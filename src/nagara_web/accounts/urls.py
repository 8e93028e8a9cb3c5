"""Addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.accounts.views import door, log, me, people

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", me.language, name="language"),
    path("account/me/", me.my_account, name="my_account"),
    path("account/me/change/", me.change_me, name="change_me"),
    path("account/me/data.json", me.my_data, name="my_data"),
    path("account/me/leave/", me.leave, name="leave"),
    path("account/me/sessions/<int:pk>/end/", me.end_session, name="end_session"),
    path("account/me/tokens/", me.make_token, name="make_token"),
    path("account/me/tokens/<int:pk>/withdraw/", me.withdraw_token, name="withdraw_token"),
    path("account/passkey.js", door.script, name="passkey_script"),
    path("account/second-factor/", me.second_factor, name="second_factor"),
    path("account/invitation/<str:word>/", door.invitation, name="invitation"),
    path("work/people/", people.people, name="people"),
    path("work/people/invite/", people.invite, name="invite"),
    path("work/people/appoint/", people.appoint, name="appoint"),
    path("work/people/invitations/<int:pk>/again/", people.send_again, name="send_invitation_again"),
    path("work/people/invitations/<int:pk>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path("work/people/appointments/<int:pk>/end/", people.end, name="end_appointment"),
    path("work/people/<int:pk>/hand-over/", people.hand_over, name="hand_over"),
    path("work/people/<int:pk>/second-factor/", people.take_off_second_factor, name="take_off_second_factor"),
    path("work/log/", log.log, name="log"),
]
