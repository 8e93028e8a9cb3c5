"""Put the cast, its forum and an announced meeting into the site that the environment names; say its slug."""

from __future__ import annotations

import django

django.setup()

from cast import make_cast  # noqa: E402
from nagara_web.meetings import actions  # noqa: E402
from web_meetings import make_forum  # noqa: E402


def main() -> None:
    """Write it all."""
    forum = make_forum(make_cast())
    forum.carried("Draft the charter")
    actions.announce_meeting(forum.meeting.pk, person_id=None)
    print(forum.meeting.slug)  # noqa: T201  (for whoever started it)


if __name__ == "__main__":
    main()
