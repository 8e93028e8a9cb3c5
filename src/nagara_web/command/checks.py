"""What the doctor looks at, one function for each part of the site."""

from __future__ import annotations

import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection
from django.utils import timezone

from nagara_web.audit.queries import events, verify
from nagara_web.command.backup import last_backup_at
from nagara_web.command.set_up import counted
from nagara_web.command.site import SECRET_KEY_FILE, missing_migrations
from nagara_web.figures.unlike_log import figures_unlike_log
from nagara_web.jobs.queries import queue_state
from nagara_web.ui.locale_files import broken_locale_files, locale_files

__all__ = ["CHECKS", "Check", "all_checks"]

LEAST_ROOM_BYTES: Final = 1_000_000_000
CLOCKS_MAY_DIFFER_S: Final = 5.0
QUEUE_MAY_WAIT: Final = timedelta(minutes=10)
BACKUP_EVERY: Final = timedelta(days=7)
OLDEST_POSTGRESQL: Final = 140_000
TIME_ZONES: Final = ("Asia/Bangkok", "Asia/Yangon", "Asia/Manila", "Asia/Jakarta", "Asia/Singapore")
FIVE_SCRIPTS: Final = "Aạ ข ກ ខ က"
FONTS_OF_SCREENS: Final = ("NotoSansThai", "NotoSansLao", "NotoSansKhmer", "NotoSansMyanmar")
FOLDERS_OF_FONTS: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
OPEN_RIGHTS: Final = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found of one part; the remedy is said only where it is not well."""

    name: str
    is_well: bool
    says: str
    remedy: str = ""


def all_checks(mail_to: str | None = None) -> list[Check]:
    """Make every check; one that breaks is a problem in itself, and the others go on.

    Parameters
    ----------
    mail_to
        An address to send a letter to, besides.
    """
    checks: list[tuple[str, Callable[[], Iterator[Check]]]] = [*CHECKS.items()]
    if mail_to:
        checks.append(("Letter", lambda: _letter(mail_to)))
    found: list[Check] = []
    for name, check in checks:
        try:
            found.extend(check())
        except Exception as error:  # noqa: BLE001  (whatever it is, it is what the doctor was called for)
            remedy = "This check could not be made. Mend what stands above it first, then look again."
            found.append(Check(name=name, is_well=False, says=f"{type(error).__name__}: {error}", remedy=remedy))
    return found


def database() -> Iterator[Check]:
    """Whether it answers, is new enough, has taken every step, and lets people read while others write."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            version, is_new = f"SQLite {cursor.fetchone()[0]}", True
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
            cursor.execute("PRAGMA quick_check(1)")
            sound = cursor.fetchone()[0]
            yield Check(
                name="Database file",
                is_well=mode == "wal" and sound == "ok",
                says=f"journal {mode}, {sound}",
                remedy="Put NAGARA_HOME on a local disk, not on a network share; if the file is broken, restore.",
            )
        else:
            cursor.execute("SHOW server_version_num")
            number = int(cursor.fetchone()[0])
            version, is_new = f"PostgreSQL {number // 10000}.{number % 10000}", number >= OLDEST_POSTGRESQL
    yield Check(name="Database", is_well=is_new, says=version, remedy="Install PostgreSQL 14 or newer.")
    missing = len(missing_migrations())
    yield Check(
        name="Migrations",
        is_well=not missing,
        says=f"{counted(missing)} missing" if missing else "the database fits this version",
        remedy="Make a backup, then run `nagara web init`.",
    )


def secrets() -> Iterator[Check]:
    """Whether the key and the folder are readable for their owner only, and nothing is told to strangers."""
    for path in (settings.HOME, settings.HOME / SECRET_KEY_FILE):
        if not path.exists():
            continue
        rights = stat.S_IMODE(path.stat().st_mode)
        yield Check(
            name=f"Rights of {path.name}",
            is_well=not rights & OPEN_RIGHTS,
            says=f"{rights:o}",
            remedy=f"Run: chmod go-rwx {path}",
        )
    yield Check(
        name="Debugging",
        is_well=not settings.DEBUG,
        says="on" if settings.DEBUG else "off",
        remedy="Take NAGARA_DEBUG out of the environment: it shows strangers the inside of the site.",
    )
    host = settings.SITE_URL.split("//", 1)[-1].split(":", 1)[0]
    yield Check(
        name="Address",
        is_well=settings.IS_SECURE or host in ("127.0.0.1", "localhost"),
        says=settings.SITE_URL,
        remedy="Put a web server with TLS before the site, and set NAGARA_URL=https://… and NAGARA_BEHIND_PROXY=1.",
    )


def disk() -> Iterator[Check]:
    """Whether there is room for uploads, backups and the database to grow."""
    free = shutil.disk_usage(settings.HOME).free
    yield Check(
        name="Disk",
        is_well=free >= LEAST_ROOM_BYTES,
        says=f"{free / 1e9:.1f} GB free at {settings.HOME}",
        remedy="Free at least 1 GB there, or move NAGARA_HOME to a larger disk.",
    )


def clock() -> Iterator[Check]:
    """Whether this clock, the database's and the disk's agree, and time zones are known."""
    with connection.cursor() as cursor:
        before = time.time()
        if connection.vendor == "sqlite":
            cursor.execute("SELECT (julianday('now') - 2440587.5) * 86400.0")
        else:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        differs_s = abs(float(cursor.fetchone()[0]) - before)
    with tempfile.NamedTemporaryFile(dir=settings.HOME) as probe:
        probe.write(b"probe")
        probe.flush()
        differs_s = max(differs_s, abs(Path(probe.name).stat().st_mtime - time.time()))
    yield Check(
        name="Clock",
        is_well=differs_s < CLOCKS_MAY_DIFFER_S,
        says=f"{timezone.now():%Y-%m-%d %H:%M:%S} UTC; this computer, database and disk differ by {differs_s:.1f} s",
        remedy="Let every computer of the site set its clock by NTP: deadlines and leases hang on it.",
    )
    last = events().first()
    yield Check(
        name="Time of the log",
        is_well=last is None or last.at <= timezone.now() + timedelta(seconds=CLOCKS_MAY_DIFFER_S),
        says=f"last event {last.at:%Y-%m-%d %H:%M:%S} UTC" if last else "no event yet",
        remedy="The last event lies in the future: a clock was wrong when it was written, or is wrong now.",
    )
    unknown = [name for name in TIME_ZONES if not _is_zone(name)]
    yield Check(
        name="Time zones",
        is_well=not unknown,
        says=f"unknown: {', '.join(unknown)}" if unknown else "known",
        remedy="Install the time zone data: pip install tzdata, or the package tzdata of the system.",
    )


def _is_zone(name: str) -> bool:
    try:
        return datetime.now(UTC).astimezone(ZoneInfo(name)).utcoffset() is not None
    except (ZoneInfoNotFoundError, ValueError):
        return False


def mail() -> Iterator[Check]:
    """Whether the mail server answers, or letters can be written to files."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
        is_for_people = settings.IS_SECURE
        yield Check(
            name="Mail",
            is_well=not is_for_people,
            says=f"letters are written into {folder}, and sent to nobody",
            remedy="Set NAGARA_MAIL_URL=smtp+tls://user:password@host:587 and NAGARA_MAIL_FROM.",
        )
        return
    backend = get_connection(fail_silently=False)
    says, is_well = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers", True
    try:
        backend.open()
        backend.close()
    except OSError as error:
        says, is_well = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}: {error}", False
    yield Check(
        name="Mail",
        is_well=is_well,
        says=says,
        remedy="Check NAGARA_MAIL_URL: host, port, user, password; and that this computer may reach the port.",
    )


def _letter(to: str) -> Iterator[Check]:
    EmailMessage(subject="nagara: a letter from the doctor", body=f"{settings.SITE_URL} can send mail.", to=[to]).send()
    yield Check(name="Letter", is_well=True, says=f"handed over for {to}; look whether it arrives")


def queue() -> Iterator[Check]:
    """Whether somebody does the jobs."""
    state = queue_state()
    late = state.oldest_asked_at is not None and timezone.now() - state.oldest_asked_at > QUEUE_MAY_WAIT
    yield Check(
        name="Jobs",
        is_well=not late,
        says=f"{state.waiting} wait, {state.running} run, {state.failed} failed",
        remedy=f"One waits since {state.oldest_asked_at:%Y-%m-%d %H:%M} UTC. Start `nagara web worker`."
        if state.oldest_asked_at
        else "",
    )


def fonts() -> Iterator[Check]:
    """Whether PDFs have letters for every language, and screens of this computer too."""
    folder = resources.files("nagara.reports") / "fonts"
    try:
        import typst

        with resources.as_file(folder) as path:
            text = f'#set text(font: "Noto Sans", fallback: true)\n{FIVE_SCRIPTS}'.encode()
            made: bytes | None = typst.compile(text, font_paths=[str(path)], ignore_system_fonts=True)  # type: ignore[misc]  # its stubs
        held = {entry.name for entry in folder.iterdir()}
        lacking = [name for name in FONTS_OF_SCREENS if f"{name}-Regular.ttf" not in held]
        says = f"lacking: {', '.join(lacking)}" if lacking else "a page in five scripts was set"
        is_well = bool(made) and not lacking
    except Exception as error:  # noqa: BLE001  (typst raises what it likes)
        says, is_well = f"{type(error).__name__}: {error}", False
    yield Check(name="Fonts of PDFs", is_well=is_well, says=says, remedy="Install nagara again, with its part [web].")
    there = [path for each in FOLDERS_OF_FONTS for path in Path(each).expanduser().rglob("Noto*")]
    lacks = [name for name in FONTS_OF_SCREENS if not any(path.name.startswith(name) for path in there)]
    yield Check(
        name="Fonts of this screen",
        is_well=not lacks or settings.IS_SECURE,
        says=f"not found here: {', '.join(lacks)}" if lacks else "Thai, Lao, Khmer and Burmese",
        remedy="For browsers on this computer: sudo apt-get install -y fonts-noto-core. Phones bring their own.",
    )


def translations() -> Iterator[Check]:
    """Whether every file of sentences can be read; one that cannot is left out, and its language speaks English."""
    found = [language for language, _file in locale_files(settings.LOCALE_SOURCE)]
    broken = broken_locale_files(settings.LOCALE_SOURCE)
    if not broken:
        yield Check(name="Translations", is_well=True, says=f"{len(found)} languages beside English can be read.")
    for language, why in broken.items():
        path = settings.LOCALE_SOURCE / language / "LC_MESSAGES" / "django.po"
        yield Check(
            name="Translations",
            is_well=False,
            says=f"{language} is left out ({why}).",
            remedy=f"Mend the header or the entry in {path}, or take the file of the release.",
        )


def log() -> Iterator[Check]:
    """Whether the log of changes is whole."""
    found = verify()
    yield Check(
        name="Log",
        is_well=found.is_whole,
        says=found.says,
        remedy="Somebody changed the log outside nagara. Keep this database, and compare it with the last backup.",
    )


def figures() -> Iterator[Check]:
    """Whether every published figure is what the log says was published."""
    unlike = list(figures_unlike_log())
    yield Check(
        name="Figures",
        is_well=not unlike,
        says=f"{len(unlike)} are not as the log has them. {unlike[0]}" if unlike else "as the log has them",
        remedy="Somebody changed a figure outside nagara. Keep this database, and compare it with the last backup.",
    )


def backups() -> Iterator[Check]:
    """Whether there is a backup that is not too old, once there is something to lose."""
    last = last_backup_at()
    first = events().last()
    is_young = first is None or timezone.now() - first.at < BACKUP_EVERY
    yield Check(
        name="Backup",
        is_well=is_young or (last is not None and timezone.now() - last < BACKUP_EVERY),
        says=f"last {last:%Y-%m-%d %H:%M} UTC" if last else "none yet",
        remedy="Run `nagara web backup FILE.zip`, each night by a timer, and carry the file to another computer.",
    )


CHECKS: Final[dict[str, Callable[[], Iterator[Check]]]] = {
    "Database": database,
    "Secrets": secrets,
    "Disk": disk,
    "Clock": clock,
    "Mail": mail,
    "Jobs": queue,
    "Fonts": fonts,
    "Translations": translations,
    "Log": log,
    "Figures": figures,
    "Backup": backups,
}
