"""Addresses of this app; those of documents, clauses and parts are permanent."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.declarations.views import clauses, correcting, desk, promises, public, requests

DESK = "work/declarations/"
ONE = DESK + "<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("declarations/", public.declarations, name="declarations"),
    path("declarations/<slug:slug>/", public.document, name="document"),
    path("declarations/<slug:slug>/akn.xml", public.akoma_ntoso_file, name="document_akn"),
    path("declarations/<slug:slug>/versions/<int:number>/", correcting.document_version, name="document_version"),
    path("declarations/<slug:slug>/<str:key>/", public.clause, name="clause"),
    path("threads/<str:name>/", public.thread, name="thread"),
    path(DESK, desk.declaration_desks, name="declaration_desks"),
    path(DESK + "new/", desk.declaration_new, name="declaration_new"),
    path(DESK + "meeting/", desk.declaration_meeting, name="declaration_meeting"),
    path(DESK + "requests/", requests.declaration_requests, name="declaration_requests"),
    path(DESK + "requests/<int:pk>/", requests.declaration_request, name="declaration_request"),
    path(ONE, desk.declaration_desk, name="declaration_desk"),
    path(ONE + "change/", desk.declaration_edit, name="declaration_edit"),
    path(ONE + "correct/", correcting.declaration_correct, name="declaration_correct"),
    path(ONE + "text/", desk.declaration_text, name="declaration_text"),
    path(ONE + "send-back/", desk.declaration_send_back, name="declaration_send_back"),
    path(ONE + "links/", promises.declaration_links, name="declaration_links"),
    path(ONE + "clauses/<str:key>/", clauses.declaration_clause, name="declaration_clause"),
    path(ONE + "clauses/<str:key>/ask/", requests.declaration_request_add, name="declaration_request_add"),
    path(ONE + "clauses/<str:key>/<str:letter>/measure/", promises.declaration_measure, name="declaration_measure"),
]
