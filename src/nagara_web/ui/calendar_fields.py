"""Days and years as people of the region type them: the Buddhist era is read, said and kept as the common one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara.exchange.cells.dates import read_date
from nagara_web.ui.days import BUDDHIST_YEARS_AHEAD, day_words

__all__ = ["BUDDHIST_YEARS", "DayField", "YearField", "readings"]

BUDDHIST_YEARS: Final = range(2401, 2701)
"""Years that nobody of this time means by the common calendar."""
SOUND_YEARS: Final = range(1800, 2200)
NO_DAY: Final = gettext_lazy("Enter a day like 2026-07-31.")


class YearField(forms.IntegerField):
    """A year; 2569 is read as 2026, in the digits of any script."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  (as Django has it)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "size": "6"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401  (as Django has it)
        """Read a year of either era as one of the common era."""
        year: int | None = super().to_python(value)
        return year - BUDDHIST_YEARS_AHEAD if year is not None and year in BUDDHIST_YEARS else year


class DayField(forms.DateField):
    """A day; one of the Buddhist era is read as the same day of the common era."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  (as Django has it)
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs["error_messages"] = {"invalid": NO_DAY, **kwargs.get("error_messages", {})}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:  # noqa: ANN401  (as Django has it)
        """Read a day of either era.

        Raises
        ------
        ValidationError
            If it is no day, or one of a year that nobody means.
        """
        if not isinstance(value, str) or value.strip() in self.empty_values:
            return super().to_python(value)
        found = read_date(value.strip(), [])
        if found is None or found.year not in SOUND_YEARS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


def readings(form: forms.BaseForm) -> Iterator[str]:
    """Say of a valid form which days and years were typed in another way than they are kept, and what was read."""
    for name, field in form.fields.items():
        typed, found = str(form.data.get(form.add_prefix(name), "")).strip(), form.cleaned_data.get(name)
        if isinstance(field, YearField) and found is not None and str(found) != typed:
            yield f"{typed}: {_('read as %(value)s') % {'value': found}}"
        if isinstance(field, DayField) and found is not None and found.isoformat() != typed:
            yield f"{typed}: {_('read as %(value)s') % {'value': day_words(found)}}"
