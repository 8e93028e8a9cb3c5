"""Pages about the interface itself."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nagara_web.ui.completeness import completeness

__all__ = ["components", "languages"]


@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """Say how far each language is, and who has read it."""
    return render(request, "ui/languages.html", {"languages": completeness()})


class ExampleForm(forms.Form):
    """One field of each kind."""

    collected = forms.CharField(
        label="Collected waste",
        help_text="Weighed or estimated, on an average day. Example: 640",
        error_messages={"required": "Enter how much waste the city collects, or choose why there is no number."},
        widget=forms.TextInput({"inputmode": "decimal"}),
    )
    why = forms.ChoiceField(
        label="Why there is no number",
        choices=[("NE", "not estimated"), ("NO", "does not occur"), ("C", "confidential")],
        widget=forms.RadioSelect,
        required=False,
    )
    method = forms.ChoiceField(label="Method", choices=[("", "Choose"), ("survey", "household survey")])
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    is_final = forms.BooleanField(label="This figure is final", required=False)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; only to those who build the site."""
    if not settings.SHOWS_COMPONENTS:
        raise Http404
    page = Paginator(range(200), 50).get_page(2)
    context = {
        "form": ExampleForm(),
        "wrong": ExampleForm({"why": "NE"}, prefix="wrong"),
        "tags": ["problem", "attention", "published", "review", "second", "neutral", "plain"],
        "page": page,
        "crumbs": [("Home", "/"), ("Components", "")],
        "now": timezone.now(),
    }
    return render(request, "ui/components.html", context)
