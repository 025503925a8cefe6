"""An item of QTI 1.2 as it stands in the file: what is shown, what is to be given, and what is said to whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from questions.formats.drafts import Draft, at_most_a_hundred
from questions.formats.elements import Element
from questions.formats.qti1_scoring import Scoring
from questions.formats.qti_material import material_text

_UNNAMED = re.compile(r"(?:Question|Item|Quiz question|Untitled)?[ _#.:]*\d*|true|false")
_WORDS = {
    "yes_no": ("Yes", "No"), "agree_disagree": ("Agree", "Disagree"), "right_wrong": ("Right", "Wrong"), "true_false": ("True", "False"),
    "on_off": ("On", "Off"),
}  # fmt: skip
_RESPONSES = {"response_lid", "response_str", "response_num", "response_xy", "response_grp"}
_RIGHT, _WRONG = {"correct_fb", "correct"}, {"general_incorrect_fb", "incorrect_fb", "incorrect"}
_GENERAL = {"general_fb", "solution"}


@dataclass(frozen=True, slots=True)
class Response:
    """What a learner is to give: a choice among options, or something typed."""

    ident: str
    element: Element
    label: str
    options: dict[str, str]

    @property
    def typed(self) -> bool:
        """Whether it is typed."""
        return self.element.name in ("response_str", "response_num")

    @property
    def ordered(self) -> bool:
        """Whether its options are to be put in order."""
        return self.element.attributes.get("rcardinality", "").casefold() == "ordered"

    @property
    def place(self) -> str:
        """The text that stands for it in the prompt where its place is named, as Canvas and Blackboard do it."""
        return f"[{self.ident.removeprefix('response_')}]"

    @property
    def numeric(self) -> bool:
        """Whether a number is to be typed."""
        fibs = [each.attributes.get("fibtype", "").casefold() for each in self.element.walk() if each.name == "render_fib"]
        return self.element.name == "response_num" or bool({"integer", "decimal", "scientific"} & set(fibs))


@dataclass(slots=True)
class Item:
    """An item on its way: its texts and responses in their order, how it is scored, what is said to whom."""

    draft: Draft
    type: str
    parts: list[str | Response]
    scoring: Scoring
    presentation: Element
    comparisons: set[str]
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    explained: dict[str, list[str]] = field(default_factory=lambda: {"general": [], "right": []})

    @property
    def responses(self) -> list[Response]:
        return [part for part in self.parts if isinstance(part, Response)]

    @property
    def text(self) -> str:
        return "\n".join(part for part in self.parts if isinstance(part, str) and part).strip()


def read_item(draft: Draft, element: Element, presentation: Element) -> Item:
    """Return what an item holds, its text being the prompt of the draft; raises Unfit if it holds too much."""
    comparisons = {each.text.strip() for each in element.walk() if each.attributes.get("variablename") == "EvaluationType"}
    parts = list(_parts(presentation, draft))
    item = Item(draft, type_of(element), parts, Scoring(element, _other_names(parts)), presentation, comparisons)
    draft.prompt = item.text
    _gather_feedback(item, element)
    return item


def type_of(item: Element) -> str:
    """Return what an item says it is, in the words of the program it comes from, "" if it says nothing."""
    metadata = item.first("itemmetadata")
    said = metadata.said("bbmd_questiontype").strip() if metadata else ""
    labels = ("question_type", "cc_profile", "qmd_questiontype", "qmd_itemtype")
    return (said or next((told for label in labels if (told := field_of(item, label))), "")).casefold()


def field_of(item: Element, label: str) -> str:
    """Return what the metadata of an item hold under a label, "" if there is nothing."""
    for metadata in item.all("itemmetadata"):
        for entry in metadata.walk():
            if entry.name in ("qtimetadatafield", "qti_metadatafield") and entry.said("fieldlabel").strip() == label:
                return entry.said("fieldentry").strip()
    return ""


def title_of(element: Element) -> str:
    """Return the title of an item if it tells anything: many programs call every question “Question”."""
    title = " ".join(element.attributes.get("title", "").split())
    return "" if _UNNAMED.fullmatch(title) else title


def _parts(element: Element, draft: Draft) -> Iterator[str | Response]:
    for child in element.children:
        if child.name in _RESPONSES:
            yield _response(child, draft)
        elif child.name == "flow" and child.attributes.get("class") != "RIGHT_MATCH_BLOCK":
            yield from _parts(child, draft)
        elif child.name != "flow":
            yield material_text(child, draft.note)


def _other_names(parts: list[str | Response]) -> dict[str, str]:
    """Return the responses by the names of the fields in which they are typed, for some programs score those."""
    fields = [(name, part.ident) for part in parts if isinstance(part, Response) and part.typed for name in part.options]
    twice = Counter(name for name, _ in fields)
    return {name: ident for name, ident in fields if twice[name] == 1}


def _response(element: Element, draft: Draft) -> Response:
    labels = [each for each in element.walk() if each.name == "response_label"]
    at_most_a_hundred(len(labels))
    options = {label.attributes.get("ident", ""): _option_text(label, draft) for label in labels}
    own = "\n".join(text for child in element.children if (text := material_text(child, draft.note)))
    return Response(element.attributes.get("ident", ""), element, own, options)


def _option_text(label: Element, draft: Draft) -> str:
    text = material_text(label, draft.note) or ("" if label.children else label.text.strip())
    about, _, which = text.partition(".")
    if about in _WORDS and which in ("true", "false"):
        return _WORDS[about][which == "false"]
    return text or (label.attributes.get("ident", "") if label.attributes.get("ident") in ("true", "false") else "")


def _gather_feedback(item: Item, element: Element) -> None:
    options = {option: response.ident for response in item.responses for option in response.options}
    for feedback in element.all("itemfeedback"):
        ident = feedback.attributes.get("ident", "")
        text = material_text(feedback, item.draft.note)
        hints = [said for each in feedback.all("hint") if (said := material_text(each, item.draft.note))]
        if hints:
            item.draft.fields["hint"] = "\n".join(hints)
        if not text:
            continue
        own = ident.removesuffix("_fb")
        if ident.casefold() in _GENERAL:
            item.explained["general"].append(text)
        elif ident.casefold() in _RIGHT:
            item.explained["right"].append(text)
        elif ident.casefold() not in _WRONG and (shown := item.scoring.shown_to(ident)):
            item.said |= dict.fromkeys(shown, text)
        elif own in options:
            item.said[options[own], own] = text
        elif ident.casefold() not in _WRONG and item.scoring.shown_to_right(ident):
            item.explained["right"].append(text)
        else:
            item.draft.note(f"What was said after some answers is not kept: {' '.join(text.split())[:200]}")
