"""Bring in a boundary: look at it first, save it then; and the public line as GeoJSON."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.places import access, actions, queries
from nagara_web.places.boundary import MAX_BYTES, BoundaryRefusedError, CheckedBoundary, read_boundary
from nagara_web.places.forms import BoundaryForm, SaveBoundaryForm
from nagara_web.places.outline import outline_svg
from nagara_web.places.views.asking import acting_role, crumbs_of
from nagara_web.ui.asked import number_in

__all__ = ["boundary", "boundary_geojson", "drawn", "save_boundary"]


@signed_in
def boundary(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask for a boundary, check it, and show it as it was read; nothing is saved here."""
    who = standing(request)
    city = queries.city(slug)
    if not access.may_add_to(who, city.pk):
        raise Http404
    form = BoundaryForm(request.POST or None, request.FILES or None)
    crumbs = [*crumbs_of(city, keeps_list=access.may_edit_places(who)), (_("Boundary"), "")]
    context: dict[str, Any] = {"form": form, "city": city, "crumbs": crumbs}
    if request.method == "POST" and form.is_valid():
        try:
            checked = _checked(form, city)
        except BoundaryRefusedError as refused:
            form.add_error("file", refused.sentence)
        else:
            if checked is None and form.cleaned_data["population_persons"] is None:
                form.add_error("file", _("Choose a file, or enter the people inside."))
            else:
                return render(request, "places/boundary_look.html", {**context, **_look(form, checked, city)})
    return render(request, "places/boundary.html", context)


@require_POST
@signed_in
def save_boundary(request: SignedInRequest, slug: str) -> HttpResponse:
    """Save what was looked at, after checking it again."""
    who = standing(request)
    city = queries.city(slug)
    if not access.may_add_to(who, city.pk):
        raise Http404
    form = SaveBoundaryForm(request.POST)
    if not form.is_valid():
        return redirect("place_boundary", slug=city.slug)
    text = form.cleaned_data["geojson"]
    try:
        checked = read_boundary(text.encode(), point=_point(city)) if text else None
    except BoundaryRefusedError as refused:
        messages.error(request, refused.sentence)
        return redirect("place_boundary", slug=city.slug)
    names = ("kind", *(each for each in form.cleaned_data if each.startswith("population_")))
    made = actions.add_boundary_edition(
        city.pk,
        fact=form.fact(),
        geojson=checked.geojson if checked else None,
        area_km2=checked.area_km2 if checked else None,
        person_id=request.user.pk,
        role=acting_role(who, city.pk),
        **{name: form.cleaned_data[name] for name in names},
    )
    messages.success(request, _("Edition %(number)s of the boundary is saved.") % {"number": made.edition})
    return redirect("place", slug=city.slug)


@require_safe
def boundary_geojson(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a city's line as GeoJSON, the edition that holds today or one that is asked for."""
    city = queries.city(slug)
    asked = number_in(request.GET.get("edition"))
    found = queries.boundary_of(city.pk) if asked is None else queries.boundary(city.pk, asked)
    if found is None or not found.geojson:
        raise Http404
    feature = {
        "type": "Feature",
        "geometry": found.geojson,
        "properties": {
            "city": city.slug,
            "name": city.name,
            "country_iso3": city.country_id,
            "is_invented": city.is_invented,
            "edition": found.edition,
            "boundary": found.kind,
            "since": found.since,
            "until": found.until,
            "area_km2": found.area_km2,
            "population_persons": found.population_persons,
            "population_low_persons": found.population_low_persons,
            "population_high_persons": found.population_high_persons,
            "population_year": found.population_year,
            "population_basis": found.population_basis,
            "source": found.source,
            "source_url": found.source_url,
        },
    }
    return JsonResponse(feature, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False})


def drawn(city: queries.City, found: queries.BoundaryEdition | None) -> str:
    """The outline of an edition, if it has a line."""
    if found is None or not found.geojson:
        return ""
    title = _("Boundary of %(city)s, edition %(number)s") % {"city": city.name, "number": found.edition}
    return outline_svg(found.geojson, title=title, point=_point(city))


def _checked(form: BoundaryForm, city: queries.City) -> CheckedBoundary | None:
    upload = form.cleaned_data["file"]
    if not upload:
        return None
    return read_boundary(upload.read(MAX_BYTES + 1), point=_point(city))


def _look(form: BoundaryForm, checked: CheckedBoundary | None, city: queries.City) -> dict[str, Any]:
    given = {name: form.data.get(name, "") for name in form.fields if name != "file"}
    text = json.dumps(checked.geojson, separators=(",", ":")) if checked else ""
    title = _("The boundary of %(city)s as it was read") % {"city": city.name}
    return {
        "checked": checked,
        "given": form.cleaned_data,
        "outline": outline_svg(checked.geojson, title=title, point=_point(city)) if checked else "",
        "save": SaveBoundaryForm({**given, "geojson": text}),
        "before": queries.boundary_of(city.pk),
    }


def _point(city: queries.City) -> tuple[float, float] | None:
    if city.longitude_deg is None or city.latitude_deg is None:
        return None
    return city.longitude_deg, city.latitude_deg
