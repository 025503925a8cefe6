"""An item of QTI 2 as it stands in the file: its responses, its text, and what is said to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from questions.formats.drafts import Draft, Unfit, at_most_a_hundred, number_in
from questions.formats.elements import Element
from questions.formats.qti_material import as_html, xhtml_text

ITEMS = ("assessmentItem", "qti-assessment-item")
TESTS = ("assessmentTest", "qti-assessment-test")
_TEXT_WITHOUT = {"rubricBlock", "feedbackInline", "feedbackBlock", "modalFeedback", "endAttemptInteraction", "stylesheet", "templateBlock"}
_RIGHT = {"correct", "right", "true", "solution", "general"}


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is known of a response: whether it is a number, what is right, and what each value is worth in percent."""

    numeric: bool = False
    single: bool = True
    right: tuple[str, ...] = ()
    worths: dict[str, float] = field(default_factory=dict)

    def worth(self, value: str) -> float:
        """Return what a value is worth in percent."""
        return 100.0 if value in self.right else self.worths.get(value, 0.0)


@dataclass(slots=True)
class Item:
    """An item on its way: what it asks for, what is declared of the responses, and what is said to those who choose an option."""

    draft: Draft
    element: Element
    interactions: list[Element]
    declarations: dict[str, Declaration]
    said: dict[str, str] = field(default_factory=dict)

    def declared(self, interaction: Element) -> Declaration:
        """Return what is declared of the response to an interaction."""
        return self.declarations.get(interaction.attributes.get("responseIdentifier", ""), Declaration())


def plain_names(root: Element) -> Element:
    """Return a document of QTI 3 under the names of version 2; any other is as it was."""
    if not root.name.startswith("qti-"):
        return root
    for each in root.walk():
        if each.name.startswith("qti-"):
            each.name = _camel(each.name.removeprefix("qti-"))
        each.attributes = {_camel(name): value for name, value in each.attributes.items()}
    return root


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def declarations_of(element: Element) -> dict[str, Declaration]:
    """Return what an item declares of its responses, by their names; raises Unfit if they are too many."""
    declared = list(element.all("responseDeclaration"))
    at_most_a_hundred(len(declared))
    gains = _gains(element)
    return {each.attributes.get("identifier", ""): _declaration(each, gains) for each in declared}


def _declaration(element: Element, gains: Mapping[str, dict[str, float]]) -> Declaration:
    correct = element.first("correctResponse")
    # In a text the ends of lines may count; what names an option, or two of them, may be laid out over several.
    texts = [value.text for value in correct.all("value")] if correct else []
    right = tuple(text.strip() if element.attributes.get("baseType") == "string" else " ".join(text.split()) for text in texts)
    mapping = element.first("mapping")
    worths = {
        entry.attributes.get("mapKey", "").strip(): _float(entry.attributes.get("mappedValue", ""))
        for entry in (mapping.all("mapEntry") if mapping else ())
    }
    if not right and not worths:
        worths = gains.get(element.attributes.get("identifier", ""), {})
    most = max(worths.values(), default=0.0)
    numeric = element.attributes.get("baseType") in ("integer", "float")
    shares = {value: 100 * worth / most for value, worth in worths.items()} if most > 0 else {}
    return Declaration(numeric, element.attributes.get("cardinality", "single") == "single", right, shares)


def _gains(item: Element) -> dict[str, dict[str, float]]:
    """Return by response the values with which it is compared where the score then grows: some items say what is right in no other way."""
    gains: dict[str, dict[str, float]] = {}
    for processing in item.all("responseProcessing"):
        for branch in processing.walk():
            if branch.name in ("responseIf", "responseElseIf") and branch.children and (gain := _gain(branch)) > 0:
                for response, value in _compared(branch.children[0]):
                    known = gains.setdefault(response, {})
                    known[value] = max(gain, known.get(value, 0.0))
    return gains


def _gain(branch: Element) -> float:
    settings = [each for each in branch.all("setOutcomeValue") if "score" in each.attributes.get("identifier", "").casefold()]
    values = [part for each in settings for part in each.walk() if part.name in ("baseValue", "variable")]
    return max((_float(each.text) if each.name == "baseValue" else 1.0 for each in values), default=0.0)


def _compared(test: Element) -> Iterator[tuple[str, str]]:
    if test.name in ("and", "or"):
        for child in test.children:
            yield from _compared(child)
    elif test.name != "not" and (variable := test.first("variable")):
        yield from ((variable.attributes.get("identifier", ""), " ".join(each.text.split())) for each in test.all("baseValue"))


def _float(text: str) -> float:
    try:
        return float(number_in(text))
    except Unfit:
        return 0.0


def body_text(draft: Draft, body: Element, marks: dict[int, str]) -> str:
    """Return the text of an item, with marks in the places of some interactions, and the prompts of the others."""

    def instead(element: Element) -> str | None:
        if id(element) in marks:
            return marks[id(element)]
        if element.name in _TEXT_WITHOUT:
            return ""
        if element.name.endswith("Interaction") and element.name != "gapMatchInteraction":
            prompt = element.first("prompt")
            return f"<div>{_html(prompt, draft)}</div>" if prompt else ""
        return "" if element.name in ("gapText", "gapImg") else None

    for block in body.walk():
        if block.name == "rubricBlock" and (text := xhtml_text(block, draft.note)):
            draft.note(f"What is said to those who mark is not kept: {' '.join(text.split())[:200]}")
    return xhtml_text(body, draft.note, instead)


def _html(element: Element, draft: Draft) -> str:
    return as_html(element, draft.note, lambda each: "" if each.name in _TEXT_WITHOUT else None)


def label_text(item: Item, element: Element) -> str:
    """Return the text of an option without what is said to those who choose it."""
    return xhtml_text(element, item.draft.note, lambda each: "" if each.name in _TEXT_WITHOUT else None)


def gather_feedback(item: Item) -> None:
    """Keep what is said to those who choose an option, the explanation and the hint, and note what else is said."""
    choices = {each.attributes.get("identifier", "") for interaction in item.interactions for each in interaction.children}
    after_right = set(_shown_to_right(item.element))
    said: dict[str, list[str]] = {}
    explained: list[str] = []
    hints: list[str] = []
    for feedback in item.element.walk():
        if feedback.name not in ("modalFeedback", "feedbackInline", "feedbackBlock") or not (text := xhtml_text(feedback, item.draft.note)):
            continue
        ident = feedback.attributes.get("identifier", "")
        if feedback.attributes.get("showHide", "show") == "show" and ident in choices and feedback.name != "feedbackBlock":
            said.setdefault(ident, []).append(text)
        elif ident.casefold() == "hint":
            hints.append(text)
        elif ident.casefold() in _RIGHT or ident in after_right:
            explained.append(text)
        else:
            item.draft.note(f"What was said after some answers is not kept: {' '.join(text.split())[:200]}")
    item.draft.explain(*explained)
    item.draft.fields["hint"] = "\n".join(hints)
    item.said |= {ident: "\n".join(dict.fromkeys(texts)) for ident, texts in said.items()}


def _shown_to_right(element: Element) -> Iterator[str]:
    """Yield the names of feedback that is shown where the response is found to be right, or was found so before."""
    for branch in element.walk():
        if branch.name not in ("responseIf", "responseElseIf") or not branch.children:
            continue
        tests = list(branch.children[0].walk())
        right = any(each.name == "correct" or (each.name == "baseValue" and each.text.strip() == "correct") for each in tests)
        if right and not any(each.name in ("not", "isNull") for each in tests):
            done = [each for child in branch.children[1:] for each in child.walk()]
            yield from (each.text.strip() for each in done if each.name == "baseValue")
