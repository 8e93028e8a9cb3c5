"""Ask a server for addresses over some connections at once, and print how many it answered and how fast.

``python benchmarks/load.py --connections 8 --seconds 10 http://127.0.0.1:8000/ ...`` prints one JSON object.
The addresses are asked for in turns by each connection, which stays open. An answer that is not 200 counts
as a failure, and a load with a failure is no measurement.
"""

from __future__ import annotations

import argparse
import http.client
import json
import threading
from itertools import cycle, islice
from statistics import quantiles
from time import perf_counter
from urllib.parse import urlsplit


def main() -> None:
    """Ask, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--cookie", default="", help="sent along, for example to be somebody whose pages are not kept")
    parser.add_argument("addresses", nargs="+")
    options = parser.parse_args()
    taken: list[float] = []
    failures: list[str] = []
    until = perf_counter() + options.seconds
    threads = [
        threading.Thread(target=_ask, args=(options.addresses, number, until, options.cookie, taken, failures))
        for number in range(options.connections)
    ]
    start = perf_counter()
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    seconds = perf_counter() - start
    cut = quantiles(taken, n=100) if len(taken) > 1 else [0.0] * 99
    print(
        json.dumps(
            {
                "answers": len(taken),
                "failures": failures[:3],
                "per_second": len(taken) / seconds,
                "median_ms": 1000 * cut[49],
                "p95_ms": 1000 * cut[94],
            }
        )
    )


def _ask(addresses: list[str], first: int, until: float, cookie: str, taken: list[float], failures: list[str]) -> None:
    host = urlsplit(addresses[0]).netloc
    connection = http.client.HTTPConnection(host, timeout=60)
    headers = {"Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})}
    for address in islice(cycle(addresses), first * 7 % len(addresses), None):
        if perf_counter() >= until:
            break
        parts = urlsplit(address)
        start = perf_counter()
        connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""), headers=headers)
        answer = connection.getresponse()
        answer.read()
        taken.append(perf_counter() - start)
        if answer.status != 200:
            failures.append(f"{answer.status} {address}")
            break
    connection.close()


if __name__ == "__main__":
    main()
