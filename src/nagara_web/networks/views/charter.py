"""The charter's room: versions, the draft, and its publication by a second person."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in
from nagara_web.networks import actions, queries
from nagara_web.networks.forms import CharterForm
from nagara_web.networks.refusals import NetworkRefusedError
from nagara_web.networks.views.asking import ask, by, crumbs_of, mine, room

__all__ = ["charter_desk", "publish", "write"]


@require_safe
@signed_in
def charter_desk(request: SignedInRequest, slug: str) -> HttpResponse:
    """Versions of the charter and the draft."""
    network = mine(request, slug)
    draft = queries.charter_draft(network.pk)
    context = {
        "draft": draft,
        "draft_definition": queries.definition_of(draft) if draft else None,
        "versions": queries.charters(network.pk),
        "holds": queries.charter_on(network.pk),
    }
    return room(request, network, "charter_desk", _("Charter"), context)


@signed_in
def write(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write the next version, begun from the draft or from the version that holds."""
    network = mine(request, slug)
    draft = queries.charter_draft(network.pk)
    begun = draft or queries.charter_on(network.pk)
    initial: dict[str, object] = {}
    if begun is not None:
        initial = {
            "not_zero_waste": begun.not_zero_waste,
            "target": None if begun.target_frac is None else f"{begun.target_frac * 100:g}",
            "target_year": begun.target_year,
            "definition": begun.definition,
        }
    if draft is not None:
        initial |= {"agreed_on": draft.agreed_on, "source": draft.source, "source_url": draft.source_url}
    form = CharterForm(request.POST or None, initial=initial, sections=begun.sections if begun else ())
    return ask(
        request,
        form,
        lambda: actions.write_charter(network.pk, **form.fields_of_charter(), by=by(request)),
        title=_("Change the draft") if draft else _("Write the next version") if begun else _("Write the charter"),
        button=_("Save the draft"),
        done=_("The draft is saved. Somebody else of the secretariat publishes it."),
        back=reverse("network_charter_desk", args=[slug]),
        crumbs=[*crumbs_of(network), (_("Charter"), reverse("network_charter_desk", args=[slug]))],
        network=network,
        lead=_(
            "Versions that are published stay as they are. Two empty sections are always at the end; save to get more."
        ),
    )


@signed_in
def publish(request: SignedInRequest, slug: str) -> HttpResponse:
    """Publish the draft as the second person, after a page that shows it."""
    network = mine(request, slug)
    draft = queries.charter_draft(network.pk)
    if draft is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.publish_charter(draft.pk, by=by(request))
        except NetworkRefusedError as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, _("The charter is published."))
        return redirect("network_charter_desk", slug=slug)
    context = {
        "charter": draft,
        "definition": queries.definition_of(draft),
        "is_mine": draft.made_by_id == request.user.pk,
    }
    return room(request, network, "publish", _("Publish the charter"), context)
