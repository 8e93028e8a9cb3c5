"""The version of nagara, in a room of its own so that every floor can print it."""

from typing import Final

__all__ = ["VERSION"]

VERSION: Final = "0.8.0"
