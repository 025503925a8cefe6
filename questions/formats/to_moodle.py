"""A question as Moodle's XML; where that is published is named in ``moodle``."""

from __future__ import annotations

import html
from collections.abc import Iterable

from questions.bank import Bank
from questions.formats.writer import Writer
from questions.kinds import AnyQuestion, Choice, Cloze, Flashcard, Match, Number, Order, Select, ShortAnswer, TrueFalse


def _moodle(question: AnyQuestion) -> str:
    name = question.id.partition("/")[2]
    types = {
        "choice": "multichoice", "select": "multichoice", "true-false": "truefalse", "short-answer": "shortanswer", "number": "numerical",
        "cloze": "cloze", "match": "matching", "order": "ordering", "flashcard": "essay",
    }  # fmt: skip
    prompt, explanation = question.prompt, question.explanation
    section = f"/{question.section.replace('/', '//')}" if question.section else ""
    if isinstance(question, Cloze):
        prompt = _moodle_cloze(question)
    elif isinstance(question, Flashcard):
        explanation = question.answer
    return (
        f'<question type="category"><category><text>$course$/top{_xml(section)}</text></category></question>\n'
        f'<question type="{types[question.kind]}">\n<name><text>{name}</text></name>\n<idnumber>{name}</idnumber>\n'
        f"{_formatted('questiontext', prompt)}{_formatted('generalfeedback', explanation)}{_formatted('hint', question.hint)}"
        f"{''.join(_moodle_answers(question))}</question>\n"
    )


def _moodle_cloze(question: Cloze) -> str:
    def embedded(wordings: Iterable[str]) -> str:
        return "~".join("=" + "".join("\\" + c if c in "\\~#/" else c for c in wording) for wording in wordings)

    blanks = iter(question.blanks())
    parts = question.prompt.split("{{")
    texts = [parts[0], *(part.partition("}}")[2] for part in parts[1:])]
    return texts[0] + "".join(f"{{1:SHORTANSWER:{embedded(next(blanks))}}}{text}" for text in texts[1:])


def _moodle_answers(question: AnyQuestion) -> Iterable[str]:
    if isinstance(question, Choice | Select):
        right = (question.answer,) if isinstance(question, Choice) else question.answer
        single = isinstance(question, Choice)
        yield f"<single>{'true' if single else 'false'}</single>\n<shuffleanswers>true</shuffleanswers>\n"
        yield from (_answer(text, 100 / len(right)) for text in right)
        for option in question.distractors:
            text, feedback = (option, "") if isinstance(option, str) else (option.text, option.feedback)
            yield _answer(text, 0 if single else -100 / len(right), _formatted("feedback", feedback))
    elif isinstance(question, TrueFalse):
        yield from (_answer(word, 100 if question.answer == (word == "true") else 0) for word in ("true", "false"))
    elif isinstance(question, ShortAnswer):
        yield from (_answer(text, 100) for text in (question.answer, *question.accept))
    elif isinstance(question, Number):
        yield _answer(f"{question.answer:f}", 100, f"<tolerance>{question.tolerance:f}</tolerance>\n")
        if question.unit:
            yield f"<units><unit><multiplier>1</multiplier><unit_name>{_xml(question.unit)}</unit_name></unit></units>\n"
    elif isinstance(question, Match):
        for left, right_side in [*question.answer.items(), *(("", text) for text in question.distractors)]:
            pair = f"<text>{_xml(left)}</text>\n<answer><text>{_xml(right_side)}</text></answer>"
            yield f'<subquestion format="plain_text">{pair}</subquestion>\n'
    elif isinstance(question, Order):
        yield from (_answer(text, place) for place, text in enumerate(question.answer, 1))


def _answer(text: str, worth: float, more: str = "") -> str:
    return f'<answer fraction="{worth:.7g}" format="plain_text"><text>{_xml(text)}</text>\n{more}</answer>\n'


def _formatted(name: str, text: str) -> str:
    return f'<{name} format="plain_text"><text>{_xml(text)}</text></{name}>\n' if text else ""


def _xml(text: str) -> str:
    # A bare return would be read as a line end.
    return html.escape(text, quote=False).replace("\r", "&#13;")


def _moodle_file(_bank: Bank, written: list[str]) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(written)}</quiz>\n'.encode()


MOODLE_XML = Writer(_moodle, _moodle_file)
