"""A question as QTI 1.2, in the form that Canvas writes and reads; where the format is published is named in ``qti1``."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import groupby
from typing import TypeVar

from questions.bank import Bank
from questions.formats.archive import zipped
from questions.formats.text import from_html
from questions.formats.writer import Writer
from questions.kinds import AnyQuestion, Choice, Cloze, Flashcard, Match, Number, Order, Select, ShortAnswer, TrueFalse

Each = TypeVar("Each")
Written = tuple[str, str]
"""The section of a question, and its item."""

_TYPES = {
    "choice": "multiple_choice_question", "select": "multiple_answers_question", "true-false": "true_false_question",
    "short-answer": "short_answer_question", "number": "numerical_question", "cloze": "fill_in_multiple_blanks_question",
    "match": "matching_question", "order": "ordering_question", "flashcard": "essay_question",
}  # fmt: skip
_SET_ALL = '<setvar action="Set" varname="SCORE">100</setvar>'


def _qti(question: AnyQuestion) -> Written:
    presentation, conditions, feedback = _parts(question)
    general = question.answer if isinstance(question, Flashcard) else question.explanation
    after_right = question.explanation if isinstance(question, Flashcard) else ""
    said = [("general_fb", general), ("correct_fb", after_right), *feedback]
    shown = f'<respcondition continue="Yes"><conditionvar><other/></conditionvar>{_show("general_fb")}</respcondition>\n' if general else ""
    feedbacks = "".join(_feedback(ident, text) for ident, text in said if text)
    item = (
        f'<item ident="{named(question.id)}" title="{question.id.partition("/")[2]}">\n<itemmetadata><qtimetadata>\n'
        f"{_field('question_type', _TYPES[question.kind])}{_field('points_possible', '1.0')}</qtimetadata></itemmetadata>\n"
        f"<presentation>\n{presentation}</presentation>\n<resprocessing>\n"
        '<outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>\n'
        f"{shown}{conditions}</resprocessing>\n{feedbacks}{_hint(question.hint)}</item>\n"
    )
    return question.section, item


def _parts(question: AnyQuestion) -> tuple[str, str, list[tuple[str, str]]]:
    """Return what is shown, what is right, and what is said to whom by the names of the answers."""
    prompt = _rich(question.prompt)
    if isinstance(question, Choice | Select | TrueFalse):
        return _choice(question, prompt)
    if isinstance(question, ShortAnswer):
        right = "".join(_equal("response1", text) for text in (question.answer, *question.accept))
        return prompt + _typed(), _condition(right), []
    if isinstance(question, Number):
        return prompt + _typed(' fibtype="Decimal"'), _condition(_number(question)), []
    if isinstance(question, Cloze):
        return _cloze(question)
    if isinstance(question, Match):
        return _match(question, prompt)
    if isinstance(question, Order):
        return _order(question, prompt)
    return prompt + _typed(), "", []


def _choice(question: Choice | Select | TrueFalse, prompt: str) -> tuple[str, str, list[tuple[str, str]]]:
    options, right, said = laid_out(question)
    several = isinstance(question, Select)
    names = [f"a{place}" for place in range(1, len(options) + 1)]
    labels = "".join(_label(name, _rich(text)) for name, text in zip(names, options, strict=True))
    response = f'<response_lid ident="response1" rcardinality="{"Multiple" if several else "Single"}">'
    tests = [_equal("response1", name) for name in names]
    if several:
        tests = [test if place in right else f"<not>{test}</not>" for place, test in enumerate(tests)]
        score = f"<and>{''.join(tests)}</and>"
    else:
        score = "".join(tests[place] for place in right)
    shown = "".join(
        f'<respcondition continue="Yes"><conditionvar>{_equal("response1", name)}</conditionvar>{_show(f"{name}_fb")}</respcondition>\n'
        for name, text in zip(names, options, strict=True)
        if text in said
    )
    feedback = [(f"{name}_fb", said[text]) for name, text in zip(names, options, strict=True) if text in said]
    return f"{prompt}{response}<render_choice>\n{labels}</render_choice></response_lid>\n", shown + _condition(score), feedback


def _number(question: Number) -> str:
    exact = f'<varequal respident="response1">{question.answer:f}</varequal>'
    if not question.tolerance:
        return exact
    low, high = question.answer - question.tolerance, question.answer + question.tolerance
    between = f'<vargte respident="response1">{low:f}</vargte><varlte respident="response1">{high:f}</varlte>'
    return f"<or>{exact}<and>{between}</and></or>"


def _cloze(question: Cloze) -> tuple[str, str, list[tuple[str, str]]]:
    blanks = list(question.blanks())
    name = "blank"
    while f"[{name}" in question.prompt:
        name += "x"
    pieces = question.prompt.split("{{")
    texts = [pieces[0], *(piece.partition("}}")[2] for piece in pieces[1:])]
    text = texts[0] + "".join(f"[{name}{place}]{after}" for place, after in enumerate(texts[1:], 1))
    responses, conditions = [], []
    for place, wordings in enumerate(blanks, 1):
        ident = f"response_{name}{place}"
        labels = "".join(_label(f"b{place}a{index}", _plain(wording)) for index, wording in enumerate(wordings, 1))
        label = _plain(f"{name}{place}")
        responses.append(f'<response_lid ident="{ident}">{label}<render_choice>\n{labels}</render_choice></response_lid>\n')
        conditions.append(_share(ident, f"b{place}a1", len(blanks)))
    return _rich(text) + "".join(responses), "".join(conditions), []


def _match(question: Match, prompt: str) -> tuple[str, str, list[tuple[str, str]]]:
    rights = shuffled(list(question.answer.values()), question.id)
    sides, _ = mixed(rights, list(question.distractors), question.id)
    labels = "".join(_label(f"m{place}", _plain(text)) for place, text in enumerate(sides, 1))
    responses, conditions = [], []
    for place, (left, right) in enumerate(question.answer.items(), 1):
        responses.append(
            f'<response_lid ident="response_p{place}">{_plain(left)}<render_choice>\n{labels}</render_choice></response_lid>\n'
        )
        conditions.append(_share(f"response_p{place}", f"m{sides.index(right) + 1}", len(question.answer)))
    return prompt + "".join(responses), "".join(conditions), []


def _order(question: Order, prompt: str) -> tuple[str, str, list[tuple[str, str]]]:
    names = {text: f"o{place}" for place, text in enumerate(shuffled(list(question.answer), question.id), 1)}
    labels = "".join(_label(name, _rich(text)) for text, name in names.items())
    response = '<response_lid ident="response1" rcardinality="Ordered"><render_extension><ims_render_object shuffle="No"><flow_label>\n'
    tests = "".join(_equal("response1", names[text]) for text in question.answer)
    ends = "</flow_label></ims_render_object></render_extension></response_lid>\n"
    return f"{prompt}{response}{labels}{ends}", _condition(tests), []


def laid_out(question: Choice | Select | TrueFalse) -> tuple[list[str], set[int], dict[str, str]]:
    """Return the options of a question, the places of the right ones among them, and what is said of wrong ones."""
    if isinstance(question, TrueFalse):
        return ["True", "False"], {0 if question.answer else 1}, {}
    answers = [question.answer] if isinstance(question, Choice) else list(question.answer)
    wrong = [(each, "") if isinstance(each, str) else (each.text, each.feedback) for each in question.distractors]
    options, right = mixed(answers, [text for text, _ in wrong], question.id)
    return options, right, {text: feedback for text, feedback in wrong if feedback}


def mixed(right: Sequence[str], wrong: Sequence[str], seed: str) -> tuple[list[str], set[int]]:
    """Return the options with the right ones among the others, each in its order, and the places of the right ones."""
    size = len(right) + len(wrong)
    places = set(shuffled(list(range(size)), seed)[: len(right)])
    rights, wrongs = iter(right), iter(wrong)
    return [next(rights) if place in places else next(wrongs) for place in range(size)], places


def shuffled(each: list[Each], seed: str) -> list[Each]:
    """Return a list in an order that looks random, and is the same for the same seed."""
    return [each[place] for place in sorted(range(len(each)), key=lambda place: sha256(f"{seed} {place}".encode()).digest())]


def named(name: str) -> str:
    """Return the identifier of what has a name: the same whenever it is written, and another in every bank."""
    return f"g{sha256(name.encode()).hexdigest()[:32]}"


def _typed(fib: str = "") -> str:
    label = '<response_label ident="answer1" rshuffle="No"/>'
    return f'<response_str ident="response1" rcardinality="Single"><render_fib{fib}>{label}</render_fib></response_str>\n'


def _label(ident: str, material: str) -> str:
    return f'<response_label ident="{ident}">{material}</response_label>\n'


def _equal(response: str, text: str) -> str:
    return f'<varequal respident="{response}">{_xml(text)}</varequal>'


def _condition(test: str) -> str:
    return f'<respcondition continue="No"><conditionvar>{test}</conditionvar>{_SET_ALL}</respcondition>\n'


def _share(response: str, name: str, among: int) -> str:
    test = f"<conditionvar>{_equal(response, name)}</conditionvar>"
    return f'<respcondition>{test}<setvar action="Add" varname="SCORE">{100 / among:.2f}</setvar></respcondition>\n'


def _show(ident: str) -> str:
    return f'<displayfeedback feedbacktype="Response" linkrefid="{ident}"/>'


def _feedback(ident: str, text: str) -> str:
    return f'<itemfeedback ident="{ident}"><flow_mat>{_rich(text)}</flow_mat></itemfeedback>\n'


def _hint(text: str) -> str:
    if not text:
        return ""
    return f'<itemfeedback ident="hint"><hint feedbackstyle="Complete"><hintmaterial>{_rich(text)}</hintmaterial></hint></itemfeedback>\n'


def _rich(text: str) -> str:
    """Return a text as HTML, which Canvas wants, or as plain text if HTML cannot hold its spaces."""
    as_html = html.escape(text, quote=False).replace("\n", "<br>")
    if from_html(as_html, lambda _: None) != text:
        return _plain(text)
    return f'<material><mattext texttype="text/html">{_xml(as_html)}</mattext></material>\n'


def _plain(text: str) -> str:
    return f'<material><mattext texttype="text/plain">{_xml(text)}</mattext></material>\n'


def _field(label: str, entry: str) -> str:
    return f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield>\n"


def _xml(text: str) -> str:
    # A bare return would be read as a line end.
    return html.escape(text, quote=True).replace("\r", "&#13;")


def _qti_file(bank: Bank, written: list[Written]) -> bytes:
    ident = named(bank.topic)
    name = f"{ident}/{ident}.xml"
    return zipped({"imsmanifest.xml": _manifest(bank, ident, name).encode(), name: _assessment(bank, ident, written).encode()})


def _assessment(bank: Bank, ident: str, written: Iterable[Written]) -> str:
    sections = []
    for place, (section, items) in enumerate(groupby(written, key=lambda each: each[0]), 1):
        inside = "".join(item for _, item in items)
        title = _xml(section).replace("\n", "&#10;").replace("\t", "&#9;")
        sections.append(f'<section ident="section_{place}" title="{title}">\n{inside}</section>\n' if section else inside)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">\n'
        f'<assessment ident="{ident}" title="{_xml(bank.title)}">\n<section ident="root_section">\n{"".join(sections)}</section>\n'
        "</assessment>\n</questestinterop>\n"
    )


def _manifest(bank: Bank, ident: str, name: str) -> str:
    title = (
        f"<imsmd:lom><imsmd:general><imsmd:title><imsmd:string>{_xml(bank.title)}</imsmd:string></imsmd:title></imsmd:general></imsmd:lom>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest identifier="{named(f"{bank.topic} manifest")}" '
        'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_v1p2">\n'
        f"<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion>"
        f"<imsmd:lom><imsmd:general>{title}</imsmd:general></imsmd:lom></metadata>\n<organizations/>\n"
        f'<resources><resource identifier="{ident}" type="imsqti_xmlv1p2"><file href="{name}"/></resource></resources>\n</manifest>\n'
    )


QTI = Writer(_qti, _qti_file)
