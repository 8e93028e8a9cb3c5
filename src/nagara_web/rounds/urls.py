"""Addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.rounds.views import (
    console,
    desk,
    handing,
    indicators,
    papers,
    principles,
    publishing,
    report,
    review,
    rounds,
    signing,
    talk,
)

REPORT = "work/reports/<int:pk>/"
ROUND = "work/rounds/<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("rounds/<slug:slug>/<slug:city>/report.<str:name>", papers.annual_report, name="annual_report"),
    path(
        "rounds/<slug:slug>/<slug:city>/revisions/<int:revision>/report.<str:name>",
        papers.annual_report,
        name="annual_report_at",
    ),
    path("work/", desk.work, name="work"),
    path(REPORT, report.report, name="report"),
    path("work/reports/of-answers/<int:pk>/", report.report_of_answers, name="report_of_answers"),
    path(REPORT + "check/", signing.check, name="report_check"),
    path(REPORT + "send/", signing.send, name="report_send"),
    path(REPORT + "take-back/", signing.take_back, name="report_take_back"),
    path(REPORT + "sign/", signing.sign, name="report_sign"),
    path(REPORT + "withdraw/", signing.withdraw, name="report_withdraw"),
    path(REPORT + "coordinator/", talk.coordinator, name="report_coordinator"),
    path(REPORT + "comment/", talk.comment, name="report_comment"),
    path(REPORT + "seen/", talk.seen, name="report_seen"),
    path(REPORT + "extension/", talk.extension, name="report_extension"),
    path(REPORT + "review/", review.review, name="report_review"),
    path(REPORT + "begin-review/", review.begin, name="report_begin_review"),
    path(REPORT + "return/", review.give_back, name="report_return"),
    path(REPORT + "accept/", review.accept, name="report_accept"),
    path(REPORT + "publish/", publishing.publish, name="report_publish"),
    path(REPORT + "reopen/", publishing.reopen, name="report_reopen"),
    path(REPORT + "correct/", publishing.correct, name="report_correct"),
    path(REPORT + "handing-on/", handing.handing_on, name="report_handing"),
    path(REPORT + "handing-on/<int:handing_id>/table.csv", handing.table, name="handing_table"),
    path(REPORT + "handing-on/<int:handing_id>/letter.txt", handing.letter, name="handing_letter"),
    path(REPORT + "handing-on/<int:handing_id>/letter.pdf", handing.letter_pdf, name="handing_letter_pdf"),
    path(REPORT + "handing-on/<int:handing_id>/page/", handing.signed_page, name="handing_page"),
    path(REPORT + "handing-on/<int:handing_id>/received/", handing.received, name="handing_received"),
    path(REPORT + "events/", report.events, name="report_events"),
    path("work/extensions/<int:pk>/", talk.answer_extension, name="extension_answer"),
    path("work/rounds/new/", rounds.new_round, name="round_new"),
    path(ROUND, console.console, name="console"),
    path(ROUND + "console.csv", console.console_csv, name="console_csv"),
    path(ROUND + "contradictions/", console.contradictions, name="console_contradictions"),
    path(ROUND + "edit/", rounds.edit_round, name="round_edit"),
    path(ROUND + "open/", rounds.open_round, name="round_open"),
    path(ROUND + "questions/", indicators.questions, name="round_questions"),
    path(ROUND + "principles/", principles.principles, name="round_principles"),
    path(ROUND + "questions/commitments/", indicators.commitments, name="round_commitments"),
    path(ROUND + "questions/indicator/", indicators.own_indicator, name="round_indicator"),
    path(ROUND + "start/", desk.start, name="report_start"),
]
