"""The guard that stops a file that is too large while it arrives."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

__all__ = ["StopsAtLimit", "is_too_large"]

MARK = "nagara.too-large"


class StopsAtLimit(FileUploadHandler):
    """Keeps nothing of a file from where it is larger than the site takes."""

    _seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and hand on to the next handler."""
        self._seen += len(raw_data)
        if self._seen > settings.MAX_UPLOAD_BYTES:
            if self.request is not None:
                self.request.META[MARK] = "yes"
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Leave the file to the next handler."""
        return None


def is_too_large(request: HttpRequest) -> bool:
    """Whether the guard has stopped a file of this request."""
    return MARK in request.META
