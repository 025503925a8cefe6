"""Mistakes in a bank that have exactly one right mending, mended in its text; all else of the text stays as it is."""

from __future__ import annotations

from questions.mending.page import Fix
from questions.mending.trying import Mended, Mending, mended

__all__ = ["Fix", "Mended", "Mending", "mended"]
