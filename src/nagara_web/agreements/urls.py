"""Addresses of this app; the public ones do not change."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.agreements.views import desk, parts, public

DESK = "work/agreements/"
ONE = DESK + "<slug:slug>/"
PARTNERS = "work/partners/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("agreements/", public.agreements, name="agreements"),
    path("agreements/<slug:slug>/", public.agreement, name="agreement"),
    path("agreements/<slug:slug>/files/<int:pk>/<str:name>", public.agreement_file, name="agreement_file"),
    path(PARTNERS + "new/", desk.partner, name="agreement_partner_new"),
    path(PARTNERS + "<slug:slug>/", desk.partner, name="agreement_partner"),
    path(DESK, desk.desks, name="agreement_desks"),
    path(DESK + "new/", desk.new, name="agreement_new"),
    path(ONE, desk.desk, name="agreement_desk"),
    path(ONE + "change/", desk.change, name="agreement_change"),
    path(ONE + "document/", desk.file, name="agreement_document"),
    path(ONE + "publish/", desk.publish, name="agreement_publish"),
    path(ONE + "take-back/", desk.take_back, name="agreement_take_back"),
    path(ONE + "say/", parts.say_of_agreement, name="agreement_say"),
    path(ONE + "parties/new/", parts.new_party, name="agreement_party_new"),
    path(ONE + "parties/<int:pk>/remove/", parts.remove_party, name="agreement_party_remove"),
    path(ONE + "obligations/new/", parts.obligation, name="agreement_obligation_new"),
    path(ONE + "obligations/<int:number>/", parts.obligation, name="agreement_obligation"),
    path(ONE + "obligations/<int:number>/remove/", parts.remove_obligation, name="agreement_obligation_remove"),
    path(ONE + "obligations/<int:number>/say/", parts.say, name="agreement_obligation_say"),
    path(ONE + "entries/<int:pk>/", parts.answer_entry, name="agreement_entry"),
]
