"""Put the standing world into the site that the environment names, and say where its pages are."""

from __future__ import annotations

import json

import django

django.setup()

from web_addresses import VISITORS, addresses  # noqa: E402
from web_world import make_world  # noqa: E402


def main() -> None:
    """Write it all; print each page with somebody who sees it."""
    world = make_world()
    order = ("officer", "head", "peer_reviewer", "secretary", *VISITORS)
    pages = []
    for address in addresses(world):
        if not address.is_page or not address.seen:
            continue
        who = "public" if "public" in address.seen else next(each for each in order if each in address.seen)
        pages.append({"name": str(address), "path": address.path, "who": who})
    print(json.dumps(pages))  # noqa: T201


if __name__ == "__main__":
    main()
