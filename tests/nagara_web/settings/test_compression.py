"""What a browser fetches once comes compressed too."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db  # closing an answer looks after the connection, which may be open by then


def test_style_comes_compressed_to_whoever_takes_it():
    response = Client().get("/static/ui/site.css", headers={"Accept-Encoding": "gzip"})
    raw = b"".join(response.streaming_content)
    response.close()
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(raw) < 12_000, "the style is lighter than 12 kB, compressed"
    assert b"--accent" in gzip.decompress(raw)


def test_style_comes_plain_to_whoever_does_not():
    response = Client().get("/static/ui/site.css")
    assert b"--accent" in b"".join(response.streaming_content)
    response.close()
    assert "Content-Encoding" not in response.headers
