"""Items of QTI 2, written from the published information model, and what no kind can hold of them."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest

from formats.test_qti import plain
from questions.formats import Imported, import_bank
from questions.kinds import Distractor

TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"


def declared(right: str = "", *, base: str = "identifier", cardinality: str = "single", mapping: str = "", name: str = "RESPONSE") -> str:
    values = "".join(f"<value>{value}</value>" for value in right.split("|") if value)
    correct = f"<correctResponse>{values}</correctResponse>" if values else ""
    entries = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in (e.split("=") for e in mapping.split("|") if e))
    mapped = f'<mapping defaultValue="0">{entries}</mapping>' if mapping else ""
    return f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">{correct}{mapped}</responseDeclaration>'


def item(declarations: str, body: str, more: str = "", title: str = "Fog") -> str:
    namespace = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
    processing = f'<responseProcessing template="{TEMPLATES}match_correct"/>'
    return (
        f'<?xml version="1.0"?><assessmentItem {namespace} identifier="i" title="{title}">{declarations}'
        f"<itemBody>{body}</itemBody>{processing if '<responseProcessing' not in more else ''}{more}</assessmentItem>"
    )


def taken(written: str) -> Imported:
    return import_bank(BytesIO(written.encode()), "fog.xml")


def one_of(written: str) -> tuple[dict[str, object], tuple[str, ...]]:
    imported = taken(written)
    assert [each.outcome for each in imported.items] != ["refused"], imported.items[0].notes
    return plain(imported.questions[0]), imported.items[0].notes


def options(*texts: str, name: str = "simpleChoice") -> str:
    return "".join(f'<{name} identifier="o{n}">{text}</{name}>' for n, text in enumerate(texts, 1))


def interaction(name: str, inside: str, more: str = "", prompt: str = "What is fog?") -> str:
    return f'<{name} responseIdentifier="RESPONSE" {more}><prompt>{prompt}</prompt>{inside}</{name}>'


def entry(name: str = "RESPONSE") -> str:
    return f'<textEntryInteraction responseIdentifier="{name}"/>'


CHOICE = interaction("choiceInteraction", options("Rain", "Cloud"), 'maxChoices="1"')
SETS = (
    '<simpleMatchSet><simpleAssociableChoice identifier="f">Fog</simpleAssociableChoice>'
    '<simpleAssociableChoice identifier="s">Sand</simpleAssociableChoice></simpleMatchSet><simpleMatchSet>'
    + "".join(f'<simpleAssociableChoice identifier="{text}">{text}</simpleAssociableChoice>' for text in ("wet", "dry", "hot"))
    + "</simpleMatchSet>"
)

WHOLE = {
    "one choice": (item(declared("o2"), CHOICE), {"kind": "choice", "prompt": "What is fog?", "answer": "Cloud", "distractors": ("Rain",)}),
    "true or false": (
        item(declared("o1"), interaction("choiceInteraction", options("True", "False"))),
        {"kind": "true-false", "prompt": "What is fog?", "answer": True},
    ),
    "several choices": (
        item(
            declared("o1|o3", cardinality="multiple"), interaction("choiceInteraction", options("Wet", "Dry", "Cold"), 'maxChoices="0"')
        ),
        {"kind": "select", "prompt": "What is fog?", "answer": ("Wet", "Cold"), "distractors": ("Dry",)},
    ),
    "several choices by a mapping": (
        item(
            declared(cardinality="multiple", mapping="o1=1|o2=-1|o3=1"), interaction("choiceInteraction", options("Wet", "Dry", "Cold"))
        ),
        {"kind": "select", "prompt": "What is fog?", "answer": ("Wet", "Cold"), "distractors": ("Dry",)},
    ),
    "an order": (
        item(declared("o2|o1|o3", cardinality="ordered"), interaction("orderInteraction", options("b", "a", "c"))),
        {"kind": "order", "prompt": "What is fog?", "answer": ("a", "b", "c")},
    ),
    "a match": (
        item(declared("f wet|s dry", base="directedPair", cardinality="multiple"), interaction("matchInteraction", SETS)),
        {"kind": "match", "prompt": "What is fog?", "answer": {"Fog": "wet", "Sand": "dry"}, "distractors": ("hot",)},
    ),
    "a text at the end": (
        item(declared("cloud", base="string", mapping="cloud=1|a cloud=1"), f"<p>What is fog?</p><p>{entry()}</p>"),
        {"kind": "short-answer", "prompt": "What is fog?", "answer": "cloud", "accept": ("a cloud",)},
    ),
    "a number at the end": (
        item(declared("20.0", base="float"), f"<p>How far? {entry()}</p>"),
        {"kind": "number", "prompt": "How far?", "answer": Decimal(20)},
    ),
    "texts in the midst": (
        item(declared("wet", base="string") + declared("low", base="string", name="B"), f"<p>Fog is {entry()} and {entry('B')}.</p>"),
        {"kind": "cloze", "prompt": "Fog is {{wet}} and {{low}}."},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WHOLE)
def test_an_item_becomes_one_of_our_kinds(case: str) -> None:
    written, wanted = WHOLE[case]
    assert one_of(written) == (wanted, ())


def test_prefixes_of_any_name_are_read() -> None:
    written = item(declared("o2"), CHOICE).replace("<", "<q:").replace("<q:/", "</q:").replace("<q:?", "<?").replace("xmlns=", "xmlns:q=")
    assert one_of(written)[0]["answer"] == "Cloud"


def test_version_3_is_read_under_its_own_names() -> None:
    choices = "".join(
        f'<qti-simple-choice identifier="{name}">{text}</qti-simple-choice>' for name, text in (("a", "Rain"), ("b", "Cloud"))
    )
    prompt = "<qti-prompt>What is fog?</qti-prompt>"
    right = "<qti-correct-response><qti-value>b</qti-value></qti-correct-response>"
    written = (
        f'<qti-assessment-item identifier="i" title="Fog"><qti-response-declaration identifier="R">{right}</qti-response-declaration>'
        f'<qti-item-body><qti-choice-interaction response-identifier="R">{prompt}{choices}</qti-choice-interaction></qti-item-body>'
        "</qti-assessment-item>"
    )
    assert one_of(written)[0] == {"kind": "choice", "prompt": "What is fog?", "answer": "Cloud", "distractors": ("Rain",)}


def test_feedback_goes_to_the_explanation_and_to_the_distractors() -> None:
    said = '<feedbackInline outcomeIdentifier="F" identifier="o1">Rain falls.</feedbackInline>'
    body = interaction("choiceInteraction", options(f"Rain{said}", "Cloud"))
    modal = "".join(
        f'<modalFeedback outcomeIdentifier="F" identifier="{ident}" showHide="show">{text}</modalFeedback>'
        for ident, text in (("o2", "A low one."), ("correct", "Yes."), ("incorrect", "No."), ("HINT", "Look down."))
    )
    question, notes = one_of(item(declared("o2"), body, modal))
    assert (question["distractors"], question["hint"]) == ((Distractor(text="Rain", feedback="Rain falls."),), "Look down.")
    assert question["explanation"] == "Yes.\nA low one."
    assert notes == ("What was said after some answers is not kept: No.",)


def test_feedback_that_the_processing_shows_to_a_right_answer_is_kept() -> None:
    shown = '<setOutcomeValue identifier="F"><baseValue baseType="identifier">FB7</baseValue></setOutcomeValue>'
    test = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
    processing = f"<responseProcessing><responseCondition><responseIf>{test}{shown}</responseIf></responseCondition></responseProcessing>"
    modal = '<modalFeedback outcomeIdentifier="F" identifier="FB7" showHide="show">Yes.</modalFeedback>'
    assert one_of(item(declared("o2"), CHOICE, processing + modal))[0]["explanation"] == "Yes."


def test_a_tolerance_is_read_from_the_processing() -> None:
    test = '<equal toleranceMode="absolute" tolerance="0.5 0.5"><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>'
    processing = f"<responseProcessing><responseCondition><responseIf>{test}</responseIf></responseCondition></responseProcessing>"
    question, _ = one_of(item(declared("20", base="float"), f"<p>How far? {entry()}</p>", processing))
    assert (question["answer"], question["tolerance"]) == (Decimal(20), Decimal("0.5"))


def test_what_was_chosen_in_a_text_is_typed() -> None:
    inline = options("dry", "wet", name="inlineChoice")
    body = f'<p>Fog is <inlineChoiceInteraction responseIdentifier="RESPONSE">{inline}</inlineChoiceInteraction>.</p>'
    assert one_of(item(declared("o2"), body)) == (
        {"kind": "cloze", "prompt": "Fog is {{wet}}."},
        ("What was chosen is typed here; the other options are left out: dry.",),
    )


def test_words_for_gaps_are_typed() -> None:
    words = '<gapText identifier="w" matchMax="1">wet</gapText><gapText identifier="d" matchMax="1">dry</gapText>'
    body = interaction("gapMatchInteraction", f'{words}<p>Fog is <gap identifier="g"/>.</p>', prompt="Fill in.")
    question, notes = one_of(item(declared("w g", base="directedPair", cardinality="multiple"), body))
    assert (question["prompt"], notes) == (
        "Fill in.\nFog is {{wet}}.",
        ("The words are typed here; those that fit nowhere are left out: dry.",),
    )


def test_an_answer_worth_less_is_noted() -> None:
    question, notes = one_of(item(declared("o2", mapping="o1=0.5|o2=1"), CHOICE))
    assert (question["answer"], notes) == ("Cloud", ("“Rain” was worth 50 %; it is wrong here.",))


def test_a_formula_is_written_on_a_line_and_an_image_is_named() -> None:
    formula = "<math><mi>E</mi><mo>=</mo><mfrac><mi>a</mi><msup><mi>c</mi><mn>2</mn></msup></mfrac></math>"
    question, notes = one_of(item(declared("o2"), f'<p>{formula}</p><p><img src="a/fog.png" alt="a bank"/></p>{CHOICE}'))
    assert question["prompt"] == "E=a/c^2\n\n[image: a bank]\n\nWhat is fog?"
    assert notes == (
        "A formula written in MathML is kept as plain letters.",
        "The image “a bank” is named in the text; it is not brought along.",
    )


ESSAY = interaction("extendedTextInteraction", "")
REFUSED = {
    "associate": (interaction("associateInteraction", ""), "Pairs are to be found within one list, which no kind here asks for."),
    "hottext": (interaction("hottextInteraction", ""), "Words in a text are to be pointed at, which no kind here asks for."),
    "upload": (interaction("uploadInteraction", ""), "It asks for a file to be handed in, which nobody but a teacher can mark."),
    "hotspot": (interaction("hotspotInteraction", ""), "A place on an image is asked for, which cannot be pointed at here."),
    "two at once": (CHOICE + CHOICE, "It asks 2 things at once; a question here asks one."),
    "nothing": ("<p>Read this.</p>", "It is a text that asks nothing."),
    "no right answer": (CHOICE, "None of its options is right."),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_item_that_no_kind_can_hold_is_refused_in_words(case: str) -> None:
    body, why = REFUSED[case]
    assert [(each.name, each.outcome, each.notes) for each in taken(item(declared(), body)).items] == [("Fog", "refused", (why,))]


def test_an_item_drawn_from_a_template_is_refused() -> None:
    written = item('<templateDeclaration identifier="A" cardinality="single" baseType="integer"/>' + declared("o2"), CHOICE)
    assert taken(written).items[0].notes == ("It is drawn anew from a template for every learner.",)


def test_an_essay_with_a_model_answer_becomes_a_flashcard() -> None:
    question, notes = one_of(item(declared("A low cloud.", base="string"), ESSAY))
    assert (question, len(notes)) == ({"kind": "flashcard", "prompt": "What is fog?", "answer": "A low cloud."}, 1)


def test_a_gap_in_an_unfinished_sentence_is_a_blank_though_it_ends_the_text() -> None:
    question, _ = one_of(item(declared("wet", base="string"), f"<p>Fog is {entry()}</p>"))
    assert question == {"kind": "cloze", "prompt": "Fog is {{wet}}"}


def test_what_is_right_may_stand_in_the_processing_alone() -> None:
    def when(value: str, score: str) -> str:
        test = f'<match><variable identifier="RESPONSE"/><baseValue baseType="identifier">{value}</baseValue></match>'
        gain = f'<setOutcomeValue identifier="SCORE"><baseValue baseType="float">{score}</baseValue></setOutcomeValue>'
        return f"<responseCondition><responseIf>{test}{gain}</responseIf></responseCondition>"

    processing = f"<responseProcessing>{when('o1', '0')}{when('o2', '5')}</responseProcessing>"
    assert one_of(item(declared(), CHOICE, processing))[0]["answer"] == "Cloud"
