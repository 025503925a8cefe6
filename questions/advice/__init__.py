"""Advice on the style of questions that are read: what gives an answer away, and what leaves a learner without help.

Nothing here is a mistake: a question with advice can be asked. Each rule has a code, by which a bank turns it off with a
reason, and a section in ADVICE.md.
"""

from __future__ import annotations

from questions.advice.advising import advise
from questions.advice.hint import CODES, Hint
from questions.advice.placing import placed, placed_in

__all__ = ["CODES", "Hint", "advise", "placed", "placed_in"]
