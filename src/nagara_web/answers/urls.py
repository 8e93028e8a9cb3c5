"""Addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.answers.views.evidence import evidence_attach, evidence_file, evidence_remove
from nagara_web.answers.views.history import answers_change, history
from nagara_web.answers.views.tables import (
    answers_all,
    answers_copy,
    answers_new_row,
    answers_part,
    answers_remove,
    answers_row,
    answers_table,
)
from nagara_web.answers.views.tasks import answers, answers_confirm
from nagara_web.answers.views.upload import answers_csv, phone_form, upload, upload_check, workbook

SET = "work/answers/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(SET, answers, name="answers"),
    path(SET + "history/", history, name="history"),
    path(SET + "history/<int:change_id>/", answers_change, name="answers_change"),
    path(SET + "upload/", upload, name="upload"),
    path(SET + "upload/<int:upload_id>/", upload_check, name="upload_check"),
    path(SET + "workbook.xlsx", workbook, name="workbook"),
    path(SET + "answers.zip", answers_csv, name="answers_csv"),
    path(SET + "phone-form.xlsx", phone_form, name="phone_form"),
    path(SET + "evidence/", evidence_attach, name="evidence_attach"),
    path(SET + "evidence/<int:evidence_id>/", evidence_file, name="evidence_file"),
    path(SET + "evidence/<int:evidence_id>/remove/", evidence_remove, name="evidence_remove"),
    path(SET + "<slug:table>/", answers_table, name="answers_table"),
    path(SET + "<slug:table>/confirm/", answers_confirm, name="answers_confirm"),
    path(SET + "<slug:table>/all/", answers_all, name="answers_all"),
    path(SET + "<slug:table>/new/", answers_new_row, name="answers_new_row"),
    path(SET + "<slug:table>/<int:row_id>/", answers_row, name="answers_row"),
    path(SET + "<slug:table>/<int:row_id>/copy/", answers_copy, name="answers_copy"),
    path(SET + "<slug:table>/<int:row_id>/remove/", answers_remove, name="answers_remove"),
    path(SET + "<slug:table>/<slug:part>/", answers_part, name="answers_part"),
]
