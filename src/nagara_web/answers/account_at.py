"""The account of a revision that was signed, worked out once more with everything that its papers need."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nagara.exchange.form import form_tables
from nagara.exchange.read import reading_of_tables
from nagara_web.answers.calculation import digest_of, earlier_of
from nagara_web.answers.models import AnswerSet, Calculation, Row, RowChange
from nagara_web.answers.queries import FILE, raw_tables

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear
    from nagara.waste.records import CityRecords

__all__ = ["Account", "ComesOutDifferently", "account_at", "rows_at"]


class ComesOutDifferently(Exception):  # noqa: N818  (a sentence for people)
    """Worked out once more, the answers give other figures than those that were signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account of one revision, and the records that it was worked out from."""

    year: CityYear
    records: CityRecords


def account_at(answer_set_id: int, revision: int) -> Account | None:
    """Work the account of a revision out once more; ``None`` if that revision has none.

    Raises
    ------
    ComesOutDifferently
        If the figures are not those that were kept with the revision: another edition of the program counts
        otherwise, and nobody signed that.
    """
    from nagara.indicators.carried_forward import with_carried_rate
    from nagara.indicators.city_year import city_year
    from nagara.reports.contract import report_json

    kept = Calculation.objects.filter(answer_set_id=answer_set_id, revision=revision).first()
    if kept is None or not kept.report_json:
        return None
    answer_set = AnswerSet.objects.select_related("questionnaire", "previous").get(pk=answer_set_id)
    rows = rows_at(answer_set_id, revision)
    reading = reading_of_tables(FILE, raw_tables(rows), digests={FILE: digest_of(rows)})
    assert reading.records is not None  # noqa: S101  (an account was made of them)
    earlier = earlier_of(answer_set, kept.at)
    year = city_year(reading.records, earlier=earlier, findings=reading.findings, digests=reading.digests)
    if json.loads(report_json(year))["figures"] != json.loads(kept.report_json)["figures"]:
        raise ComesOutDifferently(
            _("The answers of revision %(revision)s give other figures now than those that were signed.")
            % {"revision": revision}
        )
    return Account(year=year, records=with_carried_rate(reading.records, earlier))


def rows_at(answer_set_id: int, revision: int) -> Mapping[str, Sequence[Row]]:
    """The rows that stood at a revision, by table, in their order.

    Parameters
    ----------
    answer_set_id
        The answers.
    revision
        Which; later changes are taken back.
    """
    later: dict[int, RowChange] = {}
    changes = RowChange.objects.filter(change__answer_set_id=answer_set_id, change__revision__gt=revision)
    for change in changes.order_by("change__revision", "pk"):
        later.setdefault(change.row_id, change)
    found: dict[str, list[Row]] = {name: [] for name in form_tables()}
    for row in Row.objects.filter(answer_set_id=answer_set_id):
        if row.pk in later:
            before = later[row.pk].before
            row.is_removed = before is None
            if before is not None:
                row.cells, row.position = dict(before["cells"]), before["position"]
        if not row.is_removed:
            found.setdefault(row.table, []).append(row)
    return {name: sorted(rows, key=lambda each: (each.position, each.pk)) for name, rows in found.items()}
