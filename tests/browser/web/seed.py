"""Put the standing cast, its indicators and an open round into the site that the environment names."""

from __future__ import annotations

from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from cast import make_cast  # noqa: E402
from nagara_web.answers.actions import make_questionnaire  # noqa: E402
from nagara_web.figures.actions import define_account_indicators  # noqa: E402
from nagara_web.rounds.actions.windows import open_round  # noqa: E402


def main() -> None:
    """Write it all."""
    cast = make_cast()
    define_account_indicators()
    today = timezone.localdate()
    questionnaire = make_questionnaire("river-cities-2026", title="Questions of 2026")
    open_round(
        network_id=cast.network.pk,
        slug="river-cities-2026",
        title="Waste Wise report 2026",
        year=2026,
        questionnaire_id=questionnaire.pk,
        opens_on=today - timedelta(days=20),
        closes_on=today + timedelta(days=40),
        is_invented=True,
        person_id=cast.secretary.pk,
    )


if __name__ == "__main__":
    main()
