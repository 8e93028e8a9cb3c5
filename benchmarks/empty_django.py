"""A Django site with one page that says nothing: what the pages of nagara are measured against.

``python benchmarks/empty_django.py PORT`` serves it with the same server and the same number of threads.
"""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from waitress import serve

settings.configure(
    SECRET_KEY="nothing-here-is-secret",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
)


def empty(request: HttpRequest) -> HttpResponse:
    """Say nothing, with the middleware that ``startproject`` gives a site."""
    page = engines["django"].from_string("<!doctype html><title>Nothing</title><p>{{ nothing }}")
    return HttpResponse(page.render({"nothing": "Nothing"}, request))


urlpatterns = [path("", empty)]

if __name__ == "__main__":
    serve(get_wsgi_application(), host="127.0.0.1", port=int(sys.argv[1]), threads=4, _quiet=True)
