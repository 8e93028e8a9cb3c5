"""One address that writes an event and asks for a job, and says so when both stand."""

from __future__ import annotations

import time

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from nagara_web.audit.actions import record
from nagara_web.jobs.actions import ask_for
from nagara_web.jobs.queries import job_under


@csrf_exempt
def effect(request: HttpRequest, number: int) -> HttpResponse:
    with transaction.atomic():
        if job_under(f"slow:{number}") is None:
            record("test.request", actor_id=None, subject=f"request:{number}")
            time.sleep(0.02)
            ask_for("slow", key=f"slow:{number}", arguments={"number": number, "seconds": 0.02})
        time.sleep(0.02)
    return HttpResponse("done")


urlpatterns = [path("effect/<int:number>/", effect)]
