"""What other programs call our kinds."""

from __future__ import annotations

import re
import unicodedata

# What other programs call our kinds; where two are named, the form of the answer decides.
ALSO_CALLED = {
    "choice": "multiple-choice single-choice mcq mc radio",
    "select": "multiple-choice multi-select multiple-select multiple-answer multiple-answers multiple-response checkbox checkboxes",
    "true-false": "true-or-false truefalse tf boolean bool yes-no",
    "short-answer": "shortanswer short text",
    "number": "numeric numerical numerical-answer",
    "cloze": "fill-in fill-in-the-blank fill-in-the-blanks gap gaps",
    "match": "matching pairs",
    "order": "ordering sequence sorting",
    "flashcard": "flash-card card",
}


def kinds_called(word: str) -> list[str]:
    """Return the kinds that a word is another name for; none if it is none. Capitals and signs between words don't count."""
    plain = re.sub(r"[\s_/]+", "-", unicodedata.normalize("NFKC", word).strip().casefold())
    return [kind for kind, names in ALSO_CALLED.items() if plain in names.split()]
