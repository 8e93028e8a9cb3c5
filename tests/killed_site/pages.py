"""A very small public site, for the copy that can be read without a server."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

PAGE = """<!doctype html><html><head><link rel="stylesheet" href="/static/ui/site.css?0.2.0"></head><body class="x">
<h1>{where}</h1><form method="post" action="/language/"></form>
<a href="/">Home</a> <a href="/cities/">Cities</a> <a href="/cities/vientiane/#how">City</a>
<a href="/indicators/sdg/?year=2025&amp;by=a%2Fb">One year</a> <a href="/indicators/sdg/?year=2025&amp;by=a:b">Other</a>
<a href="data.json">JSON</a> <a href="/work/">My work</a> <a href="https://example.org/a">Elsewhere</a>
<a href="#top">Top</a> {more}</body></html>"""


def page(request: HttpRequest, where: str = "") -> HttpResponse:
    more = '<a href="/gone/">Gone</a> <a href="/breaks/">Breaks</a> <a href="/promises/">Promises</a>'
    more = more if where == "cities" else ""
    return HttpResponse(PAGE.format(where=f"{request.get_full_path()} {request.LANGUAGE_CODE}", more=more))


def filtered(request: HttpRequest) -> HttpResponse:
    """Every filter may be joined to those that were chosen, as often as one likes."""
    chosen = "".join(f"{name}=1&amp;" for name, _value in parse_qsl(request.META["QUERY_STRING"]))
    more = "".join(f'<a href="/promises/?{chosen}{each}=1">{each}</a> ' for each in ("city", "theme", "year"))
    return HttpResponse(PAGE.format(where=chosen, more=more))


def private(request: HttpRequest) -> HttpResponse:
    raise AssertionError("a page for people who signed in was asked for")


def breaks(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def data(request: HttpRequest, where: str = "") -> HttpResponse:
    return JsonResponse({"where": where})


def gone(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("gone", status=404)


handler404 = gone
urlpatterns = [
    path("", page),
    path("work/", private),
    path("language/", private, name="language"),
    path("breaks/", breaks),
    path("data.json", data),
    path("promises/", filtered),
    path("promises/data.json", data),
    path("cities/", page, {"where": "cities"}),
    path("cities/data.json", data),
    path("cities/<slug:where>/", page),
    path("cities/<slug:where>/data.json", data),
    path("indicators/<slug:where>/", page),
    path("indicators/<slug:where>/data.json", data),
]
