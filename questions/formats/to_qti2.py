"""A question as QTI 2.1; where that is published is named in ``qti2``."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from questions.bank import Bank
from questions.formats.archive import zipped
from questions.formats.to_qti import laid_out, mixed, named, shuffled
from questions.formats.writer import Writer
from questions.kinds import AnyQuestion, Choice, Cloze, Match, Number, Order, Select, ShortAnswer, TrueFalse

Written = tuple[str, str, str]
"""The section of a question, its id, and the file that holds it."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_OUTCOMES = (
    '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"><defaultValue><value>0</value></defaultValue>'
    '</outcomeDeclaration>\n<outcomeDeclaration identifier="FEEDBACK" cardinality="multiple" baseType="identifier"/>\n'
)
_CORRECT = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an item consists of: its responses, what is shown, the test that makes it right or what adds to the score, and feedback."""

    declarations: str
    body: str
    test: str = _CORRECT
    scores: str = ""
    feedback: tuple[tuple[str, str], ...] = ()


def _qti2(question: AnyQuestion) -> Written:
    name = question.id.partition("/")[2]
    parts = _parts(question)
    said = [each for each in (*parts.feedback, ("general", question.explanation), ("hint", question.hint)) if each[1]]
    modal = "".join(
        f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{ident}" showHide="show">{_lines(text)}</modalFeedback>\n'
        for ident, text in said
    )
    chosen = '<variable identifier="RESPONSE"/>' if parts.feedback else ""
    shown = f'<multiple>{chosen}<baseValue baseType="identifier">general</baseValue></multiple>'
    one = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
    scored = parts.scores or f"<responseCondition><responseIf>{parts.test}{one}</responseIf></responseCondition>"
    written = (
        f'{_XML}<assessmentItem xmlns="{_NAMESPACE}" identifier="{named(question.id)}" title="{name}" '
        'adaptive="false" timeDependent="false">\n'
        f"{parts.declarations}{_OUTCOMES}<itemBody>\n{parts.body}</itemBody>\n"
        f'<responseProcessing>{scored}<setOutcomeValue identifier="FEEDBACK">{shown}</setOutcomeValue></responseProcessing>\n'
        f"{modal}</assessmentItem>\n"
    )
    return question.section, name, written


def _parts(question: AnyQuestion) -> _Parts:
    prompt = f"<div>{_lines(question.prompt)}</div>\n"
    if isinstance(question, Choice | Select | TrueFalse):
        return _choice(question, prompt)
    if isinstance(question, ShortAnswer):
        return _Parts(
            _declared([question.answer], "string", accept=question.accept), f"{prompt}<p>{_entry()}</p>\n", scores=_mapped(["RESPONSE"])
        )
    if isinstance(question, Number):
        return _number(question, prompt)
    if isinstance(question, Cloze):
        return _cloze(question)
    if isinstance(question, Match):
        return _match(question, prompt)
    if isinstance(question, Order):
        texts = shuffled(list(question.answer), question.id)
        right = [f"o{texts.index(text) + 1}" for text in question.answer]
        shown = _interaction("orderInteraction", _simple(texts), 'shuffle="true"')
        return _Parts(_declared(right, "identifier", "ordered"), prompt + shown)
    return _Parts(_declared([question.answer], "string"), prompt + _interaction("extendedTextInteraction", ""))


def _choice(question: Choice | Select | TrueFalse, prompt: str) -> _Parts:
    options, right, said = laid_out(question)
    several = isinstance(question, Select)
    declared = _declared([f"o{place + 1}" for place in sorted(right)], "identifier", "multiple" if several else "single")
    most = f'shuffle="{"false" if isinstance(question, TrueFalse) else "true"}" maxChoices="{0 if several else 1}"'
    feedback = tuple((f"o{place}", said[text]) for place, text in enumerate(options, 1) if text in said)
    return _Parts(declared, prompt + _interaction("choiceInteraction", _simple(options), most), feedback=feedback)


def _number(question: Number, prompt: str) -> _Parts:
    inside = '<variable identifier="RESPONSE"/><correct identifier="RESPONSE"/>'
    off = f"{question.tolerance:f}"
    test = f'<equal toleranceMode="absolute" tolerance="{off} {off}">{inside}</equal>'
    return _Parts(_declared([f"{question.answer:f}"], "float"), f"{prompt}<p>{_entry()}</p>\n", test=test)


def _cloze(question: Cloze) -> _Parts:
    pieces = question.prompt.split("{{")
    texts = [pieces[0], *(piece.partition("}}")[2] for piece in pieces[1:])]
    tag = "pre" if any(map(_is_laid_out, texts)) else "p"
    shown = [_xml(text) if tag == "pre" else _xml(text).replace("\n", "<br/>") for text in texts]
    names = [f"RESPONSE{place}" for place in range(1, len(pieces))]
    body = shown[0] + "".join(_entry(name) + after for name, after in zip(names, shown[1:], strict=True))
    blanks = zip(names, question.blanks(), strict=True)
    declared = "".join(_declared([wordings[0]], "string", accept=wordings[1:], name=name) for name, wordings in blanks)
    return _Parts(declared, f"<{tag}>{body}</{tag}>\n", scores=_mapped(names))


def _match(question: Match, prompt: str) -> _Parts:
    rights = shuffled(list(question.answer.values()), question.id)
    sides, _ = mixed(rights, list(question.distractors), question.id)
    pairs = [f"l{place} r{sides.index(right) + 1}" for place, right in enumerate(question.answer.values(), 1)]
    sets = "".join(
        "<simpleMatchSet>\n"
        + "".join(
            f'<simpleAssociableChoice identifier="{side}{place}" matchMax="1">{_lines(text)}</simpleAssociableChoice>\n'
            for place, text in enumerate(texts, 1)
        )
        + "</simpleMatchSet>\n"
        for side, texts in (("l", list(question.answer)), ("r", sides))
    )
    shown = _interaction("matchInteraction", sets, f'shuffle="true" maxAssociations="{len(question.answer)}"')
    return _Parts(_declared(pairs, "directedPair", "multiple"), prompt + shown)


def _declared(right: Sequence[str], base: str, cardinality: str = "single", *, accept: Sequence[str] = (), name: str = "RESPONSE") -> str:
    values = "".join(f"<value>{_xml(value)}</value>" for value in right)
    entries = "".join(f'<mapEntry mapKey="{_xml(value)}" mappedValue="1" caseSensitive="false"/>' for value in (*right, *accept))
    mapping = f'<mapping defaultValue="0">{entries}</mapping>' if base == "string" else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{values}</correctResponse>{mapping}</responseDeclaration>\n"
    )


def _mapped(names: Iterable[str]) -> str:
    worths = "".join(f'<mapResponse identifier="{name}"/>' for name in names)
    return f'<setOutcomeValue identifier="SCORE"><sum>{worths}</sum></setOutcomeValue>'


def _interaction(name: str, inside: str, more: str = "") -> str:
    return f'<{name} responseIdentifier="RESPONSE"{" " if more else ""}{more}>\n{inside}</{name}>\n'


def _simple(texts: Iterable[str]) -> str:
    return "".join(f'<simpleChoice identifier="o{place}">{_lines(text)}</simpleChoice>\n' for place, text in enumerate(texts, 1))


def _entry(name: str = "RESPONSE") -> str:
    return f'<textEntryInteraction responseIdentifier="{name}"/>'


def _lines(text: str) -> str:
    """Return a text as XHTML, between ``<pre>`` and ``</pre>`` if its spaces count."""
    return f"<pre>{_xml(text)}</pre>" if _is_laid_out(text) else _xml(text).replace("\n", "<br/>")


def _is_laid_out(text: str) -> bool:
    return "  " in text or "\n " in text or " \n" in text


def _xml(text: str) -> str:
    # A bare return would be read as a line end.
    return html.escape(text, quote=True).replace("\r", "&#13;")


def _qti2_file(bank: Bank, written: list[Written]) -> bytes:
    items = {f"items/{name}.xml": item.encode() for _, name, item in written}
    return zipped({"imsmanifest.xml": _manifest(bank, list(items)).encode(), "test.xml": _test(bank, written).encode(), **items})


def _test(bank: Bank, written: list[Written]) -> str:
    sections = []
    for place, (section, each) in enumerate(groupby(written, key=lambda one: one[0]), 1):
        title = _xml(section).replace("\n", "&#10;").replace("\t", "&#9;")
        refs = "".join(
            f'<assessmentItemRef identifier="{named(f"{bank.topic}/{name}")}" href="items/{name}.xml"/>\n' for _, name, _ in each
        )
        sections.append(f'<assessmentSection identifier="s{place}" title="{title}" visible="true">\n{refs}</assessmentSection>\n')
    part = f'<testPart identifier="part" navigationMode="nonlinear" submissionMode="individual">\n{"".join(sections)}</testPart>\n'
    head = f'<assessmentTest xmlns="{_NAMESPACE}" identifier="{named(bank.topic)}" title="{_xml(bank.title)}">'
    return f"{_XML}{head}\n{part}</assessmentTest>\n"


def _manifest(bank: Bank, items: list[str]) -> str:
    dependencies = "".join(f'<dependency identifierref="i{place}"/>' for place in range(1, len(items) + 1))
    resources = "".join(
        f'<resource identifier="i{place}" type="imsqti_item_xmlv2p1" href="{name}"><file href="{name}"/></resource>\n'
        for place, name in enumerate(items, 1)
    )
    return (
        f'{_XML}<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="{named(f"{bank.topic} manifest")}">\n'
        "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>\n<organizations/>\n<resources>\n"
        f'<resource identifier="test" type="imsqti_test_xmlv2p1" href="test.xml"><file href="test.xml"/>{dependencies}</resource>\n'
        f"{resources}</resources>\n</manifest>\n"
    )


QTI2 = Writer(_qti2, _qti2_file)
