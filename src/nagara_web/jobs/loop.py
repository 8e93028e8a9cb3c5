"""Take jobs from django-q2's queue and do them, in threads of this process.

Of django-q2 this uses the broker that keeps the queue in the database (a package is leased, and leased out again
when the lease runs out), the signed packages and the schedules. Its own cluster forks a process for each of its
parts: they would be left behind by ``kill -9``, and take leases on work that waits in their pipes. A thread that
takes one package at a time has neither fault, and lives inside the web server where that is all there is.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.brokers import get_broker
from django_q.models import OrmQ
from django_q.scheduler import scheduler
from django_q.signing import BadSignature, SignedPackage

from nagara_web.jobs.actions import find_lost_jobs
from nagara_web.jobs.work import Later

__all__ = ["Worker"]

log = logging.getLogger(__name__)
SCHEDULE_EVERY_S: Final = 20.0
AFTER_A_FAULT_S: Final = 2.0


class Worker:
    """Threads that do jobs until they are told to stop.

    Parameters
    ----------
    threads
        How many jobs are done side by side.
    lease_s
        How long a job is ours without our being heard of [s]; renewed every third of it.
    longest_s
        A job that takes longer than this is taken to hang: its lease is renewed no more [s].
    """

    def __init__(self, threads: int = 1, *, lease_s: float | None = None, longest_s: float | None = None) -> None:
        self._stop = threading.Event()
        self._lease_s = lease_s or settings.JOB_LEASE_S
        self._longest_s = longest_s or settings.JOB_LONGEST_S
        self._held: dict[int, float] = {}
        """Packages that are being worked on, and since when."""
        loops = [self._work] * threads + [self._renew, self._watch_the_clock]
        self._threads = [
            threading.Thread(target=self._until_stopped, args=(loop,), name=f"jobs-{number}", daemon=True)
            for number, loop in enumerate(loops)
        ]

    def start(self) -> None:
        """Begin; returns at once."""
        for thread in self._threads:
            thread.start()

    def stop(self, wait_s: float = 10.0) -> bool:
        """Take no more jobs, wait for those at hand, and return whether they came to an end."""
        self._stop.set()
        until = time.monotonic() + wait_s
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _until_stopped(self, loop: Any) -> None:  # noqa: ANN401  (one of the three methods below)
        while not self._stop.is_set():
            try:
                loop()
            except Exception:
                log.exception("The job thread %s met a fault and goes on", threading.current_thread().name)
                self._stop.wait(AFTER_A_FAULT_S)
            finally:
                close_old_connections()
        connections.close_all()

    def _work(self) -> None:
        broker = get_broker()
        for package_id, signed in broker.dequeue() or ():  # waits half a second where there is nothing
            try:
                package = SignedPackage.loads(signed)
            except (BadSignature, TypeError) as error:
                log.error("A package of the queue cannot be read and is dropped: %s", error)  # noqa: TRY400
                broker.acknowledge(package_id)
                continue
            self._held[package_id] = time.monotonic()
            try:
                import_string(package["func"])(*package["args"], **package["kwargs"])
            except Later as later:
                del self._held[package_id]
                _give_back(package_id, later.seconds)
                continue
            finally:
                self._held.pop(package_id, None)
            broker.acknowledge(package_id)

    def _renew(self) -> None:
        self._stop.wait(self._lease_s / 3)
        now = time.monotonic()
        for package_id, since in list(self._held.items()):
            if now - since < self._longest_s:
                try:
                    _give_back(package_id, self._lease_s)
                except DatabaseError:
                    log.info("The lease of package %s could not be renewed just now", package_id)

    def _watch_the_clock(self) -> None:
        find_lost_jobs()
        while not self._stop.is_set():
            scheduler(get_broker())
            close_old_connections()
            self._stop.wait(SCHEDULE_EVERY_S)


@transaction.atomic
def _give_back(package_id: int, seconds: float) -> None:
    OrmQ.objects.filter(pk=package_id).update(lock=timezone.now() + timedelta(seconds=seconds))
