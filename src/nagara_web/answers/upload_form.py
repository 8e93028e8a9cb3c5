"""The form that takes a file in, and the guard that stops one that is too large while it arrives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

__all__ = ["ApplyForm", "StopsAtLimit", "UploadForm", "most_megabytes"]


def most_megabytes() -> int:
    """How large a file may be [MB]."""
    return int(settings.MAX_UPLOAD_BYTES // 2**20)


def too_large() -> str:
    """Say that a file is larger than any city's form."""
    values = {"limit": most_megabytes()}
    return _("The file is larger than %(limit)s MB. Take pictures and other sheets out of it.") % values


class StopsAtLimit(FileUploadHandler):
    """Keeps nothing of a file from where it is larger than the site takes."""

    _seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and hand on to the next handler."""
        self._seen += len(raw_data)
        if self._seen > settings.MAX_UPLOAD_BYTES:
            self._stop()
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Leave the file to the next handler."""
        return None

    def _stop(self) -> None:
        if self.request is not None:
            self.request.META["nagara.too-large"] = "yes"
        raise StopUpload(connection_reset=False)


class UploadForm(forms.Form):
    """One file of answers."""

    file = forms.FileField(label=gettext_lazy("Workbook, CSV folder as zip, or phone export"))
    file.widget.attrs["accept"] = ".xlsx,.xlsm,.ods,.xls,.zip,.csv"

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages = {
            "required": too_large() if is_too_large else _("Choose the file that holds your answers."),
            "empty": _("The file is empty. Save it again and choose it anew."),
            "missing": _("Choose the file that holds your answers."),
            "max_length": _("The name of the file is too long. Give it a shorter one."),
        }

    def clean_file(self) -> UploadedFile:
        """Refuse what is larger than the site takes."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(too_large())
        return file


class ApplyForm(forms.Form):
    """What is to be done with a file that has been read."""

    take_file = forms.BooleanField(required=False)
    empty_too = forms.BooleanField(required=False)
