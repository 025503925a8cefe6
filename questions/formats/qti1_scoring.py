"""Which answers the conditions of a QTI 1.2 item hold for right, and what each is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from questions.formats.drafts import Unfit, number_in
from questions.formats.elements import Element

_MOST_TESTS = 2_000
_LINKS_OF_RIGHT = {"correct", "correct_fb"}
_SAYS_NOTHING = {"evaluationtype", "negativecreditpercent"}
"""Variables in which Blackboard keeps how an answer is compared, and what a wrong one costs."""
_EQUAL = {"varequal", "varsubset", "varsubstring"}
_BOUNDS = {"vargte": 0, "vargt": 0, "varlte": 1, "varlt": 1}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: its tests, what is done with the score if they hold, and the feedback that is shown then."""

    test: Element
    gains: tuple[tuple[str, float], ...]
    links: tuple[str, ...]

    @property
    def gain(self) -> float:
        """What is gained in all."""
        return sum(-value if action == "subtract" else value for action, value in self.gains)


@dataclass(frozen=True, slots=True)
class Answer:
    """A text that is right, with what it is worth in percent, and whether it is enough that a response contains it."""

    text: str
    worth: float
    contained: bool


@dataclass(slots=True)
class Interval:
    """The numbers that a condition takes for right; ``value`` is the one that is named, if one is."""

    worth: float
    value: Decimal | None = None
    margin: Decimal = Decimal(0)
    low: Decimal | None = None
    high: Decimal | None = None


class Scoring:
    """The conditions of an item in their order; ``other_names`` are names under which responses are scored beside their own.

    Whether processing goes on after a condition is not looked at: those who write the files don't agree on what it means.

    Raises:
        Unfit: there are more than any question needs.
    """

    def __init__(self, item: Element, other_names: Mapping[str, str]) -> None:
        self.conditions: list[Condition] = []
        tests = 0
        for processing in item.all("resprocessing"):
            outcomes = processing.first("outcomes")
            most = next((_number(each.attributes.get("maxvalue", "")) for each in outcomes.all("decvar")), 0.0) if outcomes else 0.0
            for condition in processing.all("respcondition"):
                test = condition.first("conditionvar")
                tests += sum(1 for _ in test.walk()) if test else 0
                if tests > _MOST_TESTS:
                    raise Unfit(f"More than {_MOST_TESTS:,} tests say what is right.")
                for each in test.walk() if test else ():
                    if (named := each.attributes.get("respident", "")) in other_names:
                        each.attributes["respident"] = other_names[named]
                if test is not None:
                    self.conditions.append(_condition(condition, test, most or 100.0))
        self._showing: dict[str, list[Condition]] = {}
        for known in self.conditions:
            for link in known.links:
                self._showing.setdefault(link, []).append(known)

    def worths(self, response: str, options: AbstractSet[str]) -> dict[str, float]:
        """Return what each option of a response is worth in percent if it alone is chosen."""
        scores = dict.fromkeys(options, 0.0)
        met: set[str] = set()
        for condition in self.conditions:
            if not condition.gains or not _concerns(condition.test, response):
                continue
            chosen = _satisfying(condition.test, response, options, met)
            for action, value in condition.gains:
                for option in chosen:
                    scores[option] = value if action == "set" else scores[option] + (-value if action == "subtract" else value)
            met |= chosen
        most = max(scores.values(), default=0.0)
        return {option: 100 * score / most if most > 0 else 0.0 for option, score in scores.items()}

    def all_right(self, response: str, options: AbstractSet[str]) -> dict[str, float]:
        """Return the options of a response that are to be chosen together, with their shares in percent."""
        granted = [
            (condition.gain, right)
            for condition in self.conditions
            if condition.gain > 0 and (right := list(dict.fromkeys(t for t, _ in _positives(condition.test, response) if t in options)))
        ]
        most = max((gain for gain, _ in granted), default=0.0)
        if together := next((right for gain, right in granted if gain == most and len(right) > 1), None):
            return dict.fromkeys(together, 100 / len(together))
        shares = {right[0]: gain for gain, right in granted if len(right) == 1}
        return {option: 100 * gain / sum(shares.values()) for option, gain in shares.items()}

    def in_order(self, response: str, options: AbstractSet[str]) -> list[str]:
        """Return the options of a response in the order that is worth most."""
        orders = [(c.gain, [text for text, _ in _positives(c.test, response) if text in options]) for c in self.conditions if c.gain > 0]
        return max(orders, key=lambda each: (len(each[1]), each[0]), default=(0.0, []))[1]

    def answers(self, response: str) -> list[Answer]:
        """Return the texts that are right for a response."""
        best: dict[str, tuple[float, bool]] = {}
        for condition in self.conditions:
            for text, contained in _positives(condition.test, response) if condition.gain > 0 else ():
                if condition.gain > best.get(text, (0.0, False))[0]:
                    best[text] = condition.gain, contained
        most = max((gain for gain, _ in best.values()), default=0.0)
        return [Answer(text, 100 * gain / most, contained) for text, (gain, contained) in best.items()]

    def intervals(self, response: str) -> list[Interval]:
        """Return the numbers that are right for a response; raises Unfit if something else than a number is."""
        found: list[Interval] = []
        for condition in self.conditions:
            if condition.gain > 0:
                found += _intervals(condition, response)
        most = max((each.worth for each in found), default=0.0)
        for each in found:
            each.worth = 100 * each.worth / most
        return found

    def shown_to(self, link: str) -> list[tuple[str, str]]:
        """Return the answers, as response and text, each of which alone makes a feedback be shown; none if others do too."""
        answers: list[tuple[str, str]] = []
        for condition in self._showing.get(link, ()):
            own = [(each.attributes.get("respident", ""), each.text.strip()) for each in _tests(condition.test)]
            if len(own) != 1 or any(each.name in ("not", "other") for each in condition.test.walk()):
                return []
            answers += own
        return answers

    def shown_to_right(self, link: str) -> bool:
        """Whether a feedback is shown where something is gained."""
        return any(condition.gain > 0 for condition in self._showing.get(link, ()))


def _condition(element: Element, test: Element, most: float) -> Condition:
    links = tuple(each.attributes.get("linkrefid", "") for each in element.all("displayfeedback"))
    gains = []
    for setting in element.all("setvar"):
        name = setting.attributes.get("varname", setting.attributes.get("variablename", "")).casefold()
        if name not in _SAYS_NOTHING and "incorrect" not in name:
            value = most if setting.text.strip().casefold().endswith(".max") else _number(setting.text)
            gains.append((setting.attributes.get("action", "Set").casefold(), value))
    if not gains and _LINKS_OF_RIGHT & set(links) and any(each.name in _EQUAL | set(_BOUNDS) for each in test.walk()):
        gains = [("set", most)]
    return Condition(test, tuple(gains), links)


def _number(text: str) -> float:
    try:
        return float(number_in(text))
    except Unfit:
        return 0.0


def _tests(test: Element) -> Iterator[Element]:
    return (each for each in test.walk() if each.name in _EQUAL)


def _concerns(test: Element, response: str) -> bool:
    return any(each.name == "other" or each.attributes.get("respident") == response for each in test.walk())


def _positives(test: Element, response: str) -> Iterator[tuple[str, bool]]:
    """Yield the texts that are asked for, and whether containing them is enough; what must not be chosen is passed over."""
    for child in test.children:
        if child.name in _EQUAL and child.attributes.get("respident", response) == response:
            contained = child.name == "varsubstring" or child.attributes.get("setmatch", "").casefold() in ("contains", "partial")
            yield child.text.strip(), contained
        elif child.name in ("and", "or"):
            yield from _positives(child, response)


def _satisfying(test: Element, response: str, options: AbstractSet[str], met: AbstractSet[str]) -> set[str]:
    """Return the options of a response that let a test hold if one alone is chosen, whatever is answered to the others."""
    if test.name == "other":
        return set(options - met)
    if test.name in _EQUAL:
        if test.attributes.get("respident") != response:
            return set(options)
        named = test.text.split(",") if test.name == "varsubset" else [test.text]
        return {each.strip() for each in named} & options
    if test.name not in ("conditionvar", "and", "or", "not"):
        return set() if test.name == "unanswered" else set(options)
    # Of one response several values cannot be chosen together: where they stand side by side, each is meant to do.
    equal = [each for each in test.children if each.name == "varequal" and each.attributes.get("respident") == response]
    parts = [_satisfying(each, response, options, met) for each in test.children if each not in equal]
    if equal:
        parts.append(set().union(*(_satisfying(each, response, options, met) for each in equal)))
    if test.name == "or":
        return set().union(*parts)
    held = set(options).intersection(*parts)
    if test.name == "not":
        return set(options) - held if _concerns(test, response) else set(options)
    return held


def _intervals(condition: Condition, response: str) -> Iterator[Interval]:
    now: Interval | None = None
    for test in condition.test.walk():
        if test.attributes.get("respident", response) != response or test.name not in {"varequal", *_BOUNDS}:
            continue
        bound = ("low", "high")[_BOUNDS[test.name]] if test.name in _BOUNDS else "value"
        if now is None or getattr(now, bound) is not None:
            if now is not None:
                yield now
            now = Interval(condition.gain)
        setattr(now, bound, number_in(test.text))
        if bound == "value" and (margin := test.attributes.get("margin")):
            now.margin = abs(number_in(margin))
            if test.attributes.get("margintype", "").startswith("percent"):
                now.margin = abs(number_in(test.text)) * now.margin / 100
    if now is not None:
        yield now
