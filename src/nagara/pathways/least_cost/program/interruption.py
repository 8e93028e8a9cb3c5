"""Tell how far a solve has come, and end it early with what it has found."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.program.solution import Progress

if TYPE_CHECKING:
    from highspy import Highs
    from highspy._core.cb import HighsCallbackOutput
    from highspy.highs import HighsCallbackEvent

__all__ = ["Interruption"]

EVERY_S: Final = 0.2
"""So often at most progress is told, unless a better answer was found [s]."""
ASKED_EVERY: Final = 16
"""Of so many steps of the simplex method one looks whether it should stop."""


class Interruption:
    """Listens to one solve.

    An error of the listener, or Ctrl-C, must not travel through the solver, which is not written in Python. It is
    kept here, the solver is asked to end, and the error is raised when it has.

    Parameters
    ----------
    highs
        The solver.
    begun
        What its clock said before the solve [s].
    unit
        What one of the solver's units of the objective is.
    on_progress, should_stop
        What listens.
    """

    def __init__(
        self,
        highs: Highs,
        begun: float,
        unit: float,
        on_progress: Callable[[Progress], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self._highs, self._begun, self._unit = highs, begun, unit
        self._on_progress, self._should_stop = on_progress, should_stop
        self._told_s, self._told_incumbent, self._steps = 0.0, math.inf, 0
        self._error: BaseException | None = None
        self.is_asked_for = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Listen while the solver runs."""
        calls = (self._highs.cbSimplexInterrupt, self._highs.cbMipInterrupt)
        heard = (self._heard_simplex, self._heard)
        for call, listener in zip(calls, heard, strict=True):
            call.subscribe(listener)
        try:
            yield
        finally:
            for call, listener in zip(calls, heard, strict=True):
                call.unsubscribe(listener)
        if self._error is not None:
            raise self._error

    def _heard_simplex(self, event: HighsCallbackEvent) -> None:
        try:
            self._steps += 1
            if self.is_asked_for or self._steps % ASKED_EVERY == 0:
                self._heard(event)
        except KeyboardInterrupt:
            self._stop(event)

    def _heard(self, event: HighsCallbackEvent) -> None:
        try:
            if not self.is_asked_for:
                self._tell(event.data_out)
                self.is_asked_for = self._should_stop is not None and self._should_stop()
            if self.is_asked_for:
                self._stop(event)
        except KeyboardInterrupt:
            self._stop(event)
        except BaseException as error:  # noqa: BLE001 (it is raised when the solver has ended)
            self._error = self._error or error
            self._stop(event)

    def _stop(self, event: HighsCallbackEvent) -> None:
        self.is_asked_for = True
        if event.data_in is not None:
            event.data_in.user_interrupt = True

    def _tell(self, data: HighsCallbackOutput) -> None:
        if self._on_progress is None:
            return
        seconds, incumbent = data.running_time - self._begun, data.mip_primal_bound * self._unit
        if seconds - self._told_s < EVERY_S and not incumbent < self._told_incumbent:
            return
        self._told_s, self._told_incumbent = seconds, incumbent
        bound = data.mip_dual_bound * self._unit
        self._on_progress(
            Progress(
                seconds=seconds,
                incumbent=incumbent,
                bound=bound,
                gap=data.mip_gap,
                iterations=data.simplex_iteration_count,
            )
        )
