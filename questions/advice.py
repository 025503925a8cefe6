"""Advice on the style of questions that are read: what gives an answer away, and what leaves a learner without help.

Nothing here is a mistake: a question with advice can be asked. Each rule has a code, by which a bank turns it off with a
reason, and a section in ADVICE.md.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Indel

from questions.bank import Bank, Library
from questions.guard import decode, lines_of
from questions.kinds import AnyQuestion, Choice, Flashcard, Number, Select, ShortAnswer, TrueFalse
from questions.kinds.choice import distractor_texts
from questions.nodes import Node, Path, read_nodes
from questions.problems import Problem, short_path
from questions.typed import normalise


@dataclass(frozen=True, slots=True)
class Hint:
    """Advice on a question, or on a whole bank where ``question`` is empty; ``path`` leads to the value it is about."""

    question: str
    path: Path
    code: str
    message: str
    advice: str


def advise(library: Library) -> dict[str, list[Hint]]:
    """Return for each topic the advice on its bank, without what the bank turns off."""
    found = [hint for bank in library.banks for hint in _on_bank(bank)]
    hints: dict[str, list[Hint]] = defaultdict(list)
    for topic, hint in [*found, *_similar_prompts(library), *_overlapping_answers(library)]:
        bank = library.bank(topic)
        if bank and all(hint.code not in bank.advice_off.get(name, ()) for name in ("", hint.question)):
            hints[topic].append(hint)
    return hints


def placed(hints: Iterable[Hint], bank: Bank, raw: bytes) -> list[Problem]:
    """Return advice as problems at their places in the bank's file, the bytes of which are ``raw``."""
    text = decode(raw, lambda _: None) or ""
    root = read_nodes(text, lambda _: None)
    listed = root.children.get("questions") if root else None
    nodes: dict[str, Node | None] = {}
    for each in listed.children.values() if listed else ():
        if isinstance(each.data, dict):
            nodes.setdefault(f"{bank.topic}/{each.data.get('id')}", each)
    lines = lines_of(text)
    result = []
    for hint in hints:
        node = nodes.get(hint.question, root)
        mark = node.at(hint.path) if node else None
        line, column = (mark.line, mark.column) if mark else (1, 1)
        shown = lines[line - 1] if line <= len(lines) else ""
        result.append(Problem(short_path(bank.path), line, column, hint.code, hint.message, hint.advice, shown, "advice"))
    return sorted(result)


_Rule = Callable[[AnyQuestion], Iterator[Hint]]


def _on_bank(bank: Bank) -> Iterator[tuple[str, Hint]]:
    for question in bank.questions:
        for rule in _RULES:
            for hint in rule(question):
                yield bank.topic, hint
    for hint in (*_longest_keys(bank), *_many_true_false(bank), *_unsourced(bank)):
        yield bank.topic, hint


def _options(question: AnyQuestion) -> tuple[list[str], list[str]]:
    """Return the right options and the wrong ones of a question that has both."""
    if isinstance(question, Choice):
        return [question.answer], distractor_texts(question.distractors)
    if isinstance(question, Select):
        return list(question.answer), distractor_texts(question.distractors)
    return [], []


# A key that is longest


_CLEARLY_LONGER = 1.25
_LEAST_LONGER = 10


def _longest_key(question: AnyQuestion) -> Iterator[Hint]:
    if isinstance(question, Choice):
        longest = max(map(len, distractor_texts(question.distractors)))
        if len(question.answer) >= max(longest * _CLEARLY_LONGER, longest + _LEAST_LONGER):
            message = "The right option is clearly the longest, which gives it away."
            yield Hint(question.id, ("answer",), "longest-key", message, "Shorten it, or say as much in a distractor.")


def _longest_keys(bank: Bank) -> Iterator[Hint]:
    choices = [each for each in bank.questions if isinstance(each, Choice)]
    longest = sum(len(each.answer) > max(map(len, distractor_texts(each.distractors))) for each in choices)
    if len(choices) >= 6 and longest * 2 > len(choices):
        message = f"The right option is the longest in {longest} of {len(choices)} choices; a learner can pick it by its length."
        yield Hint("", (), "longest-keys", message, "Shorten some right options, or lengthen distractors.")


# Options


_ABOVE = re.compile(r"(all|none|both|neither|any) (of )?(the )?(above|these|those|them|others|options|answers)( options| answers)?")


def _all_of_the_above(question: AnyQuestion) -> Iterator[Hint]:
    for index, option in enumerate(question.options()):
        if _is_of_the_above(option):
            message = f"“{option}” is answered from the other options, and options are shuffled."
            yield Hint(question.id, _option_path(question, index), "all-of-the-above", message, "Leave it out, or use the kind `select`.")


def _is_of_the_above(option: str) -> bool:
    return _ABOVE.fullmatch(option.casefold().strip(" .")) is not None


def _option_path(question: AnyQuestion, index: int) -> Path:
    right, _ = _options(question)
    if index >= len(right):
        return ("distractors", index - len(right))
    return ("answer",) if isinstance(question, Choice) else ("answer", index)


_ALIKE = 0.92
_SHORTEST_COMPARED = 12
# Bounds on the work that a hostile bank can cause.
_LONGEST_COMPARED = 300
_MOST_COMPARED = 20


def _words(text: str) -> list[str]:
    # What marking forgives takes ten times as long to take away, and advice may miss a little.
    return re.findall(r"\w+", text.casefold())


def _compared(text: str) -> str:
    return " ".join(_words(text[:_LONGEST_COMPARED]))


def _alike(one: str, other: str) -> bool:
    """Whether two texts say the same but for a slip; figures always make a difference."""
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST_COMPARED or Indel.normalized_similarity(one, other, score_cutoff=_ALIKE) == 0:
        return False
    return re.findall(r"\d+", one) == re.findall(r"\d+", other)


def _similar_options(question: AnyQuestion) -> Iterator[Hint]:
    texts = [_compared(option) for option in question.options()[:_MOST_COMPARED]]
    for index, text in enumerate(texts):
        if any(text and _alike(text, earlier) for earlier in texts[:index]):
            message = "This option is nearly the same as another."
            yield Hint(question.id, _option_path(question, index), "similar-options", message, "Make them differ in what they say.")


_ABSOLUTE = re.compile(r"\b(always|never|all|only)\b", re.IGNORECASE)


def _absolutes(question: AnyQuestion) -> Iterator[Hint]:
    right, wrong = _options(question)
    if any(map(_ABSOLUTE.search, right)):
        return
    for index, option in enumerate(wrong):
        if (said := _ABSOLUTE.search(option)) and not _is_of_the_above(option):
            message = f"“{said[1]}” stands in wrong options only; learners know that so strong a word is seldom right."
            yield Hint(question.id, ("distractors", index), "absolute-distractor", message, "Say it less strongly.")
            return


def _stem_word_in_key(question: AnyQuestion) -> Iterator[Hint]:
    right, wrong = _options(question)
    if len(right) == 1:
        elsewhere = {stem for option in wrong for stem in _stems(option)}
        given = [word for stem, word in _stems(right[0]).items() if stem in _stems(question.prompt) and stem not in elsewhere]
        if given:
            message = f"“{given[0]}” stands in the prompt and in the right option, but in no other."
            yield Hint(question.id, ("answer",), "echoed-word", message, "Say it otherwise, or in a distractor too.")


_COMMON = re.compile(
    "about|above|after|again|against|also|another|because|before|being|between|both|could|countr(?:y|ies)|does|during|each|every|first"
    "|from|have|into|many|more|most|much|might|other|over|same|should|some|such|than|that|their|them|there|these|they|this|those|through"
    "|under|until|were|what|when|where|which|while|whose|will|with|would|your",
    re.IGNORECASE,
)


def _stems(text: str) -> dict[str, str]:
    """Return the words of a text that mean something, by what is left of them without their endings."""
    words = [word for word in re.findall(r"[^\W\d_]{4,}", text) if not _COMMON.fullmatch(word)]
    return {re.sub(r"(ings?|ed|e?s|ly)$", "", word.casefold()): word for word in words}


_ARTICLE = re.compile(r"\b(an?)[ _.…:]*\?*$", re.IGNORECASE)


def _article(question: AnyQuestion) -> Iterator[Hint]:
    ends = _ARTICLE.search(question.prompt) if isinstance(question, Choice) else None
    if ends:
        right, wrong = _options(question)
        fits = [option for option in (*right, *wrong) if (option[:1].casefold() in "aeiou") == (ends[1].casefold() == "an")]
        if fits == right:
            message = f"The prompt ends in “{ends[1]}”, which fits the right option alone."
            yield Hint(question.id, ("prompt",), "article", message, "Write “a/an”, or put the article into the options.")


def _unsorted_numbers(question: AnyQuestion) -> Iterator[Hint]:
    _, wrong = _options(question)
    plain = [text.replace(",", "").replace(" ", "") for text in wrong]
    if len(wrong) > 1 and all(re.fullmatch(r"-?\d+(\.\d+)?", text) for text in plain):
        numbers = [float(text) for text in plain]
        if numbers not in (sorted(numbers), sorted(numbers, reverse=True)):
            message = "These numbers are in no order, so that one is easily missed or written twice."
            yield Hint(question.id, ("distractors",), "unsorted-numbers", message, "Write them from the least to the greatest.")


def _number_of_options(question: AnyQuestion) -> Iterator[Hint]:
    if isinstance(question, Choice):
        count = len(question.options())
        if count < 3:
            message = "With two options, half of all guesses are right."
            yield Hint(question.id, ("distractors",), "few-options", message, "Add a distractor, or use the kind `true-false`.")
        elif count > 5:
            message = f"{count} options take long to read, and few of them are ever chosen."
            yield Hint(question.id, ("distractors",), "many-options", message, "Keep the two to four that learners fall for.")


# The prompt


_ASKING = re.compile(r"\b(?:which|what|who|where|when)\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"\b(?<!at )(not|never|except|least)\b", re.IGNORECASE)


def _negative_stem(question: AnyQuestion) -> Iterator[Hint]:
    for sentence in re.split(r"(?<=[?.;])", question.prompt) if isinstance(question, Choice | Select) else ():
        asking = _ASKING.search(sentence) if sentence.endswith("?") else None
        said = _NEGATIVE.search(sentence, asking.end()) if asking else None
        if said and not said[1].isupper():
            message = f"“{said[1]}” turns the question round and is easily overlooked."
            advice = f"Ask for what is so; if it must be, write {said[1].upper()} in capitals."
            yield Hint(question.id, ("prompt",), "negative-stem", message, advice)
            return


# What a learner is told afterwards


def _explanation(question: AnyQuestion) -> Iterator[Hint]:
    if isinstance(question, Flashcard):
        return
    if not question.explanation:
        message = "Nothing explains the answer; whoever was wrong learns what, but not why."
        yield Hint(question.id, (), "no-explanation", message, "Add `explanation:` with the reason.")
    elif not set(_words(question.explanation)) - set(_words(f"{question.answer_text()} {question.prompt} the answer is because so it")):
        message = "The explanation says no more than the question and its answer."
        yield Hint(question.id, ("explanation",), "empty-explanation", message, "Say why it is so.")


def _unsourced(bank: Bank) -> Iterator[Hint]:
    without = [question for question in bank.questions if question.source is None]
    if without:
        message = "No source is named, so that nobody can look up whether it is so."
        for name in [question.id for question in without] if len(without) < len(bank.questions) else [""]:
            yield Hint(name, (), "no-source", message, "Add `source:` with a title and a publisher.")
    without = [question for question in bank.questions if not question.section]
    if without:
        message = "No section is named, so that a learner cannot read on."
        for name in [question.id for question in without] if len(without) < len(bank.questions) else [""]:
            yield Hint(name, (), "no-section", message, "Add `section:` with the heading in the source.")


def _many_true_false(bank: Bank) -> Iterator[Hint]:
    count = sum(isinstance(question, TrueFalse) for question in bank.questions)
    if count > 3 and count * 3 > len(bank.questions):
        message = f"{count} of {len(bank.questions)} questions are true-false, where half of all guesses are right."
        yield Hint("", (), "many-true-false", message, "Ask some of them as `choice` or `short-answer`.")


# Numbers


_MEASURED = re.compile(
    r"\bhow (far|long|high|tall|deep|wide|heavy|fast|large|big|old|hot|cold|much)\b|\b(length|height|depth|width|area|weight|mass|speed"
    r"|distance|temperature|volume|population density)\b",
    re.IGNORECASE,
)


def _bare_number(question: AnyQuestion) -> Iterator[Hint]:
    if not isinstance(question, Number):
        return
    if question.answer % 1 and not question.tolerance:
        message = "The answer has a decimal, and whoever rounds it otherwise is wrong."
        yield Hint(question.id, ("answer",), "bare-number", message, "Add `tolerance:` and how far off is still right.")
    elif _MEASURED.search(question.prompt) and not question.unit:
        message = "The prompt asks for a measure, but no unit says in what."
        yield Hint(question.id, ("answer",), "bare-number", message, "Add `unit:`, as in `unit: km`.")


# Questions beside each other


def _similar_prompts(library: Library) -> Iterator[tuple[str, Hint]]:
    """Yield advice on prompts that are nearly an earlier one; only those that share one of their two rarest words are compared."""
    texts = {name: _compared(question.prompt) for name, question in library.by_id.items()}
    often = Counter(word for text in texts.values() for word in set(text.split()))
    groups: dict[str, list[str]] = defaultdict(list)
    for name, text in texts.items():
        rarest = sorted(set(text.split()), key=lambda word: (often[word], word))[:2]
        earlier = dict.fromkeys(other for word in rarest for other in groups[word][:_MOST_COMPARED])
        same = next((other for other in earlier if _alike(text, texts[other])), None)
        if same:
            message = f"This prompt is nearly that of `{same}`."
            advice = "Ask it once, or make plain what is different."
            yield library.by_id[name].topic, Hint(name, ("prompt",), "similar-prompt", message, advice)
        for word in rarest:
            groups[word].append(name)


_SHORTEST_KEY, _LONGEST_KEY = 4, 60


def _overlapping_answers(library: Library) -> Iterator[tuple[str, Hint]]:
    """Yield advice on wordings that are one letter off the key of another question of their bank."""
    typed = [
        (each, each.topic, [normalise(text) for text in (each.answer, *each.accept)]) for each in library if isinstance(each, ShortAnswer)
    ]
    keys: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for question, topic, (key, *_) in typed:
        for part in _with_one_letter_less(key):
            keys[topic, part].append((question.id, key))
    for question, topic, (own, *others) in typed:
        for index, wording in enumerate((own, *others)):
            near = (each for part in _with_one_letter_less(wording) for each in keys.get((topic, part), ())[:_MOST_COMPARED])
            same = next((name for name, key in near if key != own and OSA.distance(wording, key) <= 1), None)
            if same:
                message = f"This is at most one letter off the answer of `{same}`, and may be taken for it."
                path: Path = ("accept", index - 1) if index else ("answer",)
                advice = "Leave it out, or ask for one of the two otherwise."
                yield topic, Hint(question.id, path, "overlapping-answer", message, advice)


def _with_one_letter_less(text: str) -> Sequence[str]:
    if not _SHORTEST_KEY <= len(text) <= _LONGEST_KEY or text.isdecimal():
        return ()
    return list(dict.fromkeys((text, *(text[:index] + text[index + 1 :] for index in range(len(text))))))


_RULES: tuple[_Rule, ...] = (
    _longest_key,
    _all_of_the_above,
    _similar_options,
    _absolutes,
    _stem_word_in_key,
    _article,
    _unsorted_numbers,
    _number_of_options,
    _negative_stem,
    _explanation,
    _bare_number,
)
CODES = {
    "longest-key": "The right option is clearly the longest.",
    "longest-keys": "In more than half of the choices the right option is the longest.",
    "all-of-the-above": "An option speaks of the other options.",
    "similar-options": "Two options are nearly the same.",
    "similar-prompt": "A prompt is nearly that of another question.",
    "negative-stem": "The prompt asks for what is not so, in small letters.",
    "absolute-distractor": "A word such as always or never stands in wrong options only.",
    "echoed-word": "A word of the prompt stands in the right option alone.",
    "article": "The prompt ends in an article that fits the right option alone.",
    "unsorted-numbers": "Numbers stand in no order.",
    "few-options": "There are two options only.",
    "many-options": "There are more than five options.",
    "many-true-false": "More than a third of the questions are true-false.",
    "no-explanation": "Nothing explains the answer.",
    "empty-explanation": "The explanation says no more than the question and its answer.",
    "no-source": "No source is named.",
    "no-section": "No section is named.",
    "overlapping-answer": "A wording is one letter off the answer of another question.",
    "bare-number": "A decimal has no tolerance, or a measure no unit.",
}
"""The codes of all advice, by which a bank can turn it off, and what each has found."""
