"""Make an edition of the questions, and fix it once a round asks it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from nagara.exchange.form import FORM_VERSION
from nagara_web.answers.models import Questionnaire
from nagara_web.audit.actions import record
from nagara_web.figures.queries import indicators as known_indicators

__all__ = ["freeze_questionnaire", "make_questionnaire"]


def make_questionnaire(
    edition: str,
    *,
    title: str,
    modules: Sequence[str] = ("waste", "flows", "plastics", "gases"),
    indicators: Iterable[str] = (),
) -> Questionnaire:
    """Make an edition of the questions; made again while no round uses it, it is changed.

    Parameters
    ----------
    edition
        Its slug, as in ``river-cities-2026``.
    title
        What people call it.
    modules
        Some of ``waste``, ``flows``, ``plastics``, ``gases``, ``own-indicators``.
    indicators
        Codes of the network's own indicators; they add the module ``own-indicators``.
    """
    codes = set(indicators)
    asked = [*dict.fromkeys((*modules, *(("own-indicators",) if codes else ())))]
    with transaction.atomic():
        made, _is_new = Questionnaire.objects.get_or_create(
            edition=edition, defaults={"title": title, "form_version": FORM_VERSION, "modules": asked}
        )
        if not made.is_frozen:
            made.title, made.form_version, made.modules = title, FORM_VERSION, asked
            made.save()
            made.indicators.set([each.id for each in known_indicators() if each.code in codes])
    return made


@transaction.atomic
def freeze_questionnaire(questionnaire_id: int, *, person_id: int | None = None) -> None:
    """Fix an edition, because a round uses it now."""
    if Questionnaire.objects.filter(pk=questionnaire_id, is_frozen=False).update(is_frozen=True):
        record("questionnaire.frozen", actor_id=person_id, subject=f"questionnaire:{questionnaire_id}")
