"""``nagara emissions``: greenhouse gases of waste from a case file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from nagara.cli.console import errors
from nagara.cli.console import out as console
from nagara.emissions.landfill_case import work_out
from nagara.errors import UnreadableFileError
from nagara.exchange.landfill_case import read_landfill_case
from nagara.exchange.landfill_result import landfill_result_json

__all__ = ["landfill"]

STANDARD_OUTPUT: Final = Path("-")


def landfill(case: Path, target: Path) -> None:
    """Work out the methane of a landfill case and write it, whole or not at all."""
    result = work_out(read_landfill_case(case))
    text = landfill_result_json(result)
    if target == STANDARD_OUTPUT:
        console.write(text.removesuffix("\n"))
    else:
        _write(target, text, case)
    for finding in result.findings:
        errors(f"{finding.severity}: {finding}")


def _write(target: Path, text: str, case: Path) -> None:
    from nagara.cli.report_job import write_whole

    if target.exists() and target.samefile(case):
        raise UnreadableFileError(str(target), "the result would replace the case", "Give another file with --out.")
    if target.is_dir():
        raise UnreadableFileError(str(target), "this is a folder", "Give the name of a file with --out.")
    try:
        write_whole(target, text.encode())
    except OSError as error:
        why = f"the file cannot be written ({error.strerror})"
        raise UnreadableFileError(str(target), why, "Check that its folder is there and may be written into.") from None
