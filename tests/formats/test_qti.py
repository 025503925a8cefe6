"""Items of QTI 1.2, written from the published binding, in the dialects of Canvas, Blackboard, Common Cartridge and others."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from io import BytesIO

import pytest

from questions.formats import Imported, import_bank
from questions.formats.drafts import NO_MODEL
from questions.kinds import KINDS, AnyQuestion, Distractor


def taken_in(*items: str, name: str = "fog.xml") -> Imported:
    return import_bank(BytesIO(f"<questestinterop>{''.join(items)}</questestinterop>".encode()), name)


def plain(question: AnyQuestion) -> dict[str, object]:
    shown = ("kind", "prompt", "answer", "distractors", "accept", "tolerance", "hint", "explanation", "section")
    told = {name: getattr(question, name, "") for name in shown}
    return {name: value for name, value in told.items() if value not in ("", ()) and (name != "tolerance" or value)}


def one_of(item: str) -> tuple[dict[str, object], tuple[str, ...]]:
    imported = taken_in(item)
    assert [each.outcome for each in imported.items] != ["refused"], imported.items[0].notes
    return plain(imported.questions[0]), imported.items[0].notes


def refusal_of(item: str) -> str:
    imported = taken_in(item)
    assert imported.questions == ()
    return imported.items[0].notes[0]


def material(text: str, type_: str = "text/html") -> str:
    return f'<material><mattext texttype="{type_}">{escape(text)}</mattext></material>'


def labels(*texts: str) -> str:
    return "".join(f'<response_label ident="o{n}">{material(text, "text/plain")}</response_label>' for n, text in enumerate(texts, 1))


def choice(*texts: str, cardinality: str = "Single", ident: str = "r", label: str = "") -> str:
    beside = material(label, "text/plain") if label else ""
    return (
        f'<response_lid ident="{ident}" rcardinality="{cardinality}">{beside}<render_choice>{labels(*texts)}</render_choice></response_lid>'
    )


def typed(fib: str = "") -> str:
    return f'<response_str ident="r" rcardinality="Single"><render_fib {fib}><response_label ident="a"/></render_fib></response_str>'


def is_(text: str, response: str = "r") -> str:
    return f'<varequal respident="{response}">{text}</varequal>'


def when(test: str, gain: str = "100", action: str = "Set", link: str = "") -> str:
    shown = f'<displayfeedback linkrefid="{link}"/>' if link else ""
    score = f'<setvar varname="SCORE" action="{action}">{gain}</setvar>' if gain else ""
    return f"<respcondition><conditionvar>{test}</conditionvar>{score}{shown}</respcondition>"


def feedback(ident: str, text: str) -> str:
    return f'<itemfeedback ident="{ident}"><flow_mat>{material(text)}</flow_mat></itemfeedback>'


def item(type_: str, presentation: str, *processing: str, title: str = "Question", label: str = "question_type") -> str:
    conditions = "".join(each for each in processing if each.startswith("<respcondition"))
    rest = "".join(each for each in processing if not each.startswith("<respcondition"))
    said = f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{type_}</fieldentry></qtimetadatafield>" if type_ else ""
    return (
        f'<item ident="i" title="{title}"><itemmetadata><qtimetadata>{said}</qtimetadata></itemmetadata>'
        f"<presentation>{presentation}</presentation><resprocessing>{conditions}</resprocessing>{rest}</item>"
    )


FOG = material("<p>What is <b>fog</b>?</p>")

CANVAS = {
    "multiple choice": (
        item("multiple_choice_question", FOG + choice("Rain", "Cloud"), when(is_("o2"))),
        {"kind": "choice", "prompt": "What is fog?", "answer": "Cloud", "distractors": ("Rain",)},
    ),
    "true or false": (
        item("true_false_question", FOG + choice("True", "False"), when(is_("o2"))),
        {"kind": "true-false", "prompt": "What is fog?", "answer": False},
    ),
    "multiple answers": (
        item(
            "multiple_answers_question",
            FOG + choice("Wet", "Dry", "Cold", cardinality="Multiple"),
            when(f"<and>{is_('o1')}<not>{is_('o2')}</not>{is_('o3')}</and>"),
        ),
        {"kind": "select", "prompt": "What is fog?", "answer": ("Wet", "Cold"), "distractors": ("Dry",)},
    ),
    "short answer": (
        item("short_answer_question", FOG + typed(), when(is_("cloud") + is_("a cloud"))),
        {"kind": "short-answer", "prompt": "What is fog?", "answer": "cloud", "accept": ("a cloud",)},
    ),
    "a number, exact": (
        item("numerical_question", FOG + typed('fibtype="Decimal"'), when(f"<or>{is_('20.0')}<and></and></or>")),
        {"kind": "number", "prompt": "What is fog?", "answer": Decimal(20)},
    ),
    "a number with a margin": (
        item(
            "numerical_question",
            FOG + typed('fibtype="Decimal"'),
            when(f'<or>{is_("20")}<and><vargte respident="r">17.5</vargte><varlte respident="r">22.5</varlte></and></or>'),
        ),
        {"kind": "number", "prompt": "What is fog?", "answer": Decimal(20), "tolerance": Decimal("2.5")},
    ),
    "a number in a range": (
        item(
            "numerical_question",
            FOG + typed('fibtype="Decimal"'),
            when('<vargte respident="r">1</vargte><varlte respident="r">3</varlte>'),
        ),
        {"kind": "number", "prompt": "What is fog?", "answer": Decimal(2), "tolerance": Decimal(1)},
    ),
    "a number with a margin in percent": (
        item(
            "numerical_question",
            FOG + typed('fibtype="Decimal"'),
            when('<varequal respident="r" margintype="percent" margin="10">200</varequal>'),
        ),
        {"kind": "number", "prompt": "What is fog?", "answer": Decimal(200), "tolerance": Decimal(20)},
    ),
    "blanks": (
        item(
            "fill_in_multiple_blanks_question",
            material("<p>[what] is [how].</p>")
            + choice("Fog", "Mist", ident="response_what", label="what")
            + choice("wet", ident="response_how", label="how"),
            when(is_("o1", "response_what"), "50", "Add"),
            when(is_("o1", "response_how"), "50", "Add"),
        ),
        {"kind": "cloze", "prompt": "{{Fog|Mist}} is {{wet}}."},
    ),
    "matching": (
        item(
            "matching_question",
            FOG
            + choice("wet", "dry", "hot", ident="response_1", label="Fog")
            + choice("wet", "dry", "hot", ident="response_2", label="Sand"),
            when(is_("o1", "response_1"), "50", "Add"),
            when(is_("o2", "response_2"), "50", "Add"),
        ),
        {"kind": "match", "prompt": "What is fog?", "answer": {"Fog": "wet", "Sand": "dry"}, "distractors": ("hot",)},
    ),
    "ordering": (
        item("ordering_question", FOG + choice("b", "a", "c", cardinality="Ordered"), when(is_("o2") + is_("o1") + is_("o3"))),
        {"kind": "order", "prompt": "What is fog?", "answer": ("a", "b", "c")},
    ),
}


@pytest.mark.parametrize("case", CANVAS)
def test_a_question_of_canvas_becomes_one_of_ours(case: str) -> None:
    written, wanted = CANVAS[case]
    assert one_of(written) == (wanted, ())


def test_what_was_chosen_from_a_list_in_the_text_is_typed() -> None:
    written = item(
        "multiple_dropdowns_question",
        material("Fog is [how].") + choice("dry", "wet", ident="response_how"),
        when(is_("o2", "response_how")),
    )
    assert one_of(written) == (
        {"kind": "cloze", "prompt": "Fog is {{wet}}."},
        ("What was chosen is typed here; the other options are left out: dry.",),
    )


def test_feedback_goes_to_the_explanation_and_to_the_distractors() -> None:
    written = item(
        "multiple_choice_question",
        FOG + choice("Rain", "Cloud"),
        when("<other/>", "", link="general_fb"),
        when(is_("o1"), "", link="o1_fb"),
        when(is_("o2"), "", link="o2_fb"),
        when(is_("o2"), link="correct_fb"),
        when("<other/>", "", link="general_incorrect_fb"),
        feedback("general_fb", "It lies low."),
        feedback("correct_fb", "So it is."),
        feedback("o1_fb", "Rain falls."),
        feedback("o2_fb", "A low one."),
        feedback("general_incorrect_fb", "No."),
    )
    question, notes = one_of(written)
    assert question["explanation"] == "A low one.\nIt lies low.\nSo it is."
    assert question["distractors"] == (Distractor(text="Rain", feedback="Rain falls."),)
    assert notes == ("What was said after some answers is not kept: No.",)


def test_an_essay_becomes_a_flashcard_with_its_feedback_as_the_back() -> None:
    question, notes = one_of(item("essay_question", FOG + typed(), feedback("general_fb", "A cloud.")))
    assert question == {"kind": "flashcard", "prompt": "What is fog?", "answer": "A cloud."}
    assert notes[0].startswith("It became a flashcard: an essay cannot be marked here")
    bare, _ = one_of(item("essay_question", FOG + typed()))
    assert bare == {"kind": "flashcard", "prompt": "What is fog?", "answer": NO_MODEL}


REFUSED = {
    "text_only_question": "It is a text that asks nothing.",
    "file_upload_question": "It asks for a file to be handed in, which nobody but a teacher can mark.",
    "calculated_question": "Its numbers are drawn anew for every learner, and the answer is reckoned from them.",
    "hot_spot_question": "A place on an image is asked for, which cannot be pointed at here.",
}


@pytest.mark.parametrize("type_", REFUSED)
def test_a_question_that_no_kind_can_hold_is_refused_in_words(type_: str) -> None:
    imported = taken_in(item(type_, FOG))
    assert [(each.where, each.name, each.outcome, each.notes) for each in imported.items] == [
        ("line 1", "What is fog?", "refused", (REFUSED[type_],))
    ]


def test_a_title_that_tells_something_gives_the_id_and_any_other_leaves_it_to_the_prompt() -> None:
    processing = when(is_("o2"))
    items = [
        item("multiple_choice_question", FOG + choice(end, "Cloud"), processing, title=t)
        for t, end in [("Fog 1", "A"), ("Question", "B"), ("Question 12", "C")]
    ]
    assert [each.id for each in taken_in(*items).items] == ["fog-1", "what-is-fog", "what-is-fog-2"]


def test_points_that_differ_by_option_are_noted() -> None:
    written = item("multiple_choice_question", FOG + choice("Mist", "Cloud"), when(is_("o1"), "5"), when(is_("o2"), "10"))
    question, notes = one_of(written)
    assert (question["answer"], notes) == ("Cloud", ("“Mist” was worth 50 %; it is wrong here.",))


def test_points_may_be_added_and_taken_off_option_by_option() -> None:
    written = item(
        "", FOG + choice("Wet", "Dry", "Cold", cardinality="Multiple"),
        *(when(is_(f"o{n}"), gain, "Add") for n, gain in ((1, "50"), (2, "-10"), (3, "50"))),
    )  # fmt: skip
    question, notes = one_of(written)
    assert (question["answer"], question["distractors"], notes) == (("Wet", "Cold"), ("Dry",), ())


def test_what_is_not_the_wrong_option_is_right() -> None:
    written = item("", FOG + choice("Rain", "Cloud"), when(f"<not>{is_('o1')}</not>"), when(is_("o1"), "0"))
    assert one_of(written)[0]["answer"] == "Cloud"


def test_other_stands_for_what_no_condition_before_has_met() -> None:
    written = item("", FOG + choice("Rain", "Cloud"), when(is_("o1"), "0"), when("<other/>", "1"))
    assert one_of(written)[0]["answer"] == "Cloud"


def test_gaps_between_texts_become_blanks() -> None:
    typed_too = typed().replace('"r"', '"s"')
    written = item(
        "", f"<flow>{material('Fog is')}{typed()}{material('and')}{typed_too}{material('.')}</flow>", when(is_("wet") + is_("low", "s"))
    )
    assert one_of(written)[0] == {"kind": "cloze", "prompt": "Fog is {{wet}} and {{low}}."}


def test_an_answer_may_be_scored_under_the_name_of_its_field() -> None:
    # As in D2L, which calls the metadata otherwise too and puts settings of its own among the responses.
    settings = "<response_extension><grading_type>0</grading_type></response_extension>"
    written = item("Short Answer", FOG + settings + typed(), when(is_("cloud", "a"))).replace("qtimetadatafield", "qti_metadatafield")
    assert one_of(written)[0] == {"kind": "short-answer", "prompt": "What is fog?", "answer": "cloud"}


def test_hints_and_solutions_are_kept() -> None:
    hint = f'<itemfeedback ident="h"><hint><hintmaterial>{material("It lies low.")}</hintmaterial></hint></itemfeedback>'
    solution = (
        f'<itemfeedback ident="solution"><solution><solutionmaterial>{material("Look.")}</solutionmaterial></solution></itemfeedback>'
    )
    question, _ = one_of(item("", FOG + choice("Rain", "Cloud"), when(is_("o2")), hint, solution))
    assert (question["hint"], question["explanation"]) == ("It lies low.", "Look.")


@pytest.mark.parametrize(
    ("profile", "kind"),
    [("cc.multiple_choice.v0p1", "choice"), ("cc.multiple_response.v0p1", "select"), ("cc.fib.v0p1", "short-answer")],
)
def test_profiles_of_common_cartridge_are_known(profile: str, kind: str) -> None:
    cardinality = "Multiple" if "response" in profile else "Single"
    presentation = typed() if "fib" in profile else choice("Rain", "Cloud", cardinality=cardinality)
    test = is_("Cloud") if "fib" in profile else is_("o2")
    assert one_of(item(profile, FOG + presentation, when(test), label="cc_profile"))[0]["kind"] == kind


def test_a_pattern_is_refused() -> None:
    written = item("cc.pattern_match.v0p1", FOG + typed(), when('<varsubstring respident="r">fog</varsubstring>'), label="cc_profile")
    assert refusal_of(written) == "Its answer is a pattern, which is not marked here."


def test_plain_text_keeps_what_looks_like_html() -> None:
    written = item("multiple_choice_question", FOG + choice("<b>", "<i> & co."), when(is_("o1")))
    question, _ = one_of(written)
    assert (question["answer"], question["distractors"]) == ("<b>", ("<i> & co.",))


def test_names_of_characters_are_read_where_the_dtd_is_outside_and_media_are_named() -> None:
    doctype = '<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2p1.dtd">'
    image = '<material><mattext>caf&eacute;</mattext><matimage uri="a/fog.png"/></material>'
    written = f"{doctype}<questestinterop>{item('', image + choice('Rain', 'Cloud'), when(is_('o2')))}</questestinterop>"
    imported = import_bank(BytesIO(written.encode()), "fog.xml")
    assert imported.questions[0].prompt == "café [image: fog.png]"
    assert imported.items[0].notes == ("The image “fog.png” is named in the text; it is not brought along.",)


def test_the_title_of_a_section_is_kept_and_that_of_the_only_test_is_told() -> None:
    asked = item("", FOG + choice("Rain", "Cloud"), when(is_("o2")))
    imported = taken_in(f'<assessment title="Weather"><section ident="root"><section title="Fog">{asked}</section></section></assessment>')
    assert (imported.questions[0].section, imported.notes) == ("Fog", ("It is called “Weather”.",))


def test_what_points_to_a_question_elsewhere_is_refused_by_name() -> None:
    imported = taken_in('<assessment><section><itemref linkrefid="fog-7"/></section></assessment>')
    assert [(each.name, each.outcome, each.notes) for each in imported.items] == [
        ("fog-7", "refused", ("It only points to a question in a bank, fog-7, which is not in the archive.",))
    ]


# Blackboard: the names of its elements are those of an export, the questions are ours.


def block(text: str) -> str:
    formatted = f'<mat_extension><mat_formattedtext type="HTML">{escape(text)}</mat_formattedtext></mat_extension>'
    return f'<flow class="FORMATTED_TEXT_BLOCK"><material>{formatted}</material></flow>'


def bb_item(type_: str, responses: str, *conditions: str, more: str = "", sides: str = "") -> str:
    metadata = f"<itemmetadata><bbmd_questiontype>{type_}</bbmd_questiontype></itemmetadata>"
    question = f'<flow class="QUESTION_BLOCK">{block("<p>What is fog?</p>")}</flow><flow class="RESPONSE_BLOCK">{responses}</flow>{sides}'
    nothing = '<setvar variablename="SCORE" action="Set">0.0</setvar>'
    wrong = f'<respcondition title="incorrect"><conditionvar><other/></conditionvar>{nothing}</respcondition>'
    processing = f"<resprocessing>{''.join(conditions)}{wrong}</resprocessing>"
    presentation = f'<presentation><flow class="Block">{question}</flow></presentation>'
    return f'<item title="Fog" maxattempts="0">{metadata}{presentation}{processing}{more}</item>'


def bb_right(test: str) -> str:
    return (
        f'<respcondition title="correct"><conditionvar>{test}</conditionvar><setvar variablename="SCORE" action="Set">SCORE.max</setvar>'
        '<displayfeedback linkrefid="correct" feedbacktype="Response"/></respcondition>'
    )


def bb_choice(*texts: str, cardinality: str = "Single", ident: str = "response") -> str:
    options = "".join(
        f'<flow_label class="Block"><response_label ident="o{n}">{block(text).replace("flow", "flow_mat")}</response_label></flow_label>'
        for n, text in enumerate(texts, 1)
    )
    return f'<response_lid ident="{ident}" rcardinality="{cardinality}"><render_choice>{options}</render_choice></response_lid>'


def bb_typed(ident: str = "response") -> str:
    return f'<response_str ident="{ident}" rcardinality="Single"><render_fib fibtype="String"/></response_str>'


def bb_pair(ident: str, left: str) -> str:
    options = "".join(f'<response_label ident="{ident}{n}"/>' for n in (1, 2))
    shown = f"<render_choice><flow_label>{options}</flow_label></render_choice>"
    lid = f'<response_lid ident="{ident}" rcardinality="Single">{shown}</response_lid>'
    return f'<flow class="Block">{lid}{block(left)}</flow>'


def bb_is(text: str, response: str = "response") -> str:
    return f'<varequal respident="{response}" case="No">{text}</varequal>'


def bb_partly(test: str) -> str:
    score = '<setvar variablename="PartialCreditPercent" action="Set">50.0</setvar>'
    return f"<respcondition><conditionvar>{test}</conditionvar>{score}</respcondition>"


NOT_SCORED = '<displayfeedback linkrefid="correct" feedbacktype="Response"/></respcondition>'
BLACKBOARD = {
    "Multiple Choice": (
        bb_item("Multiple Choice", bb_choice("Rain", "Cloud"), bb_right(bb_is("o2")), bb_partly(bb_is("", "o1")).replace("50.0", "0")),
        {"kind": "choice", "answer": "Cloud", "distractors": ("Rain",)},
    ),
    "Multiple Answer": (
        bb_item(
            "Multiple Answer",
            bb_choice("Wet", "Dry", "Cold", cardinality="Multiple"),
            bb_right(f"<and>{bb_is('o1')}<not>{bb_is('o2')}</not>{bb_is('o3')}</and>"),
        ),
        {"kind": "select", "answer": ("Wet", "Cold"), "distractors": ("Dry",)},
    ),
    "True/False": (
        bb_item("True/False", bb_choice("true", "false"), bb_right(bb_is("o1"))),
        {"kind": "true-false", "answer": True},
    ),
    "Either/Or": (
        bb_item("Either/Or", bb_choice("yes_no.true", "yes_no.false"), bb_right(bb_is("o2"))),
        {"kind": "choice", "answer": "No", "distractors": ("Yes",)},
    ),
    "Fill in the Blank": (
        bb_item("Fill in the Blank", bb_typed(), f"<respcondition><conditionvar>{bb_is('cloud')}</conditionvar>{NOT_SCORED}"),
        {"kind": "short-answer", "answer": "cloud"},
    ),
    "Numeric": (
        bb_item(
            "Numeric",
            '<response_num ident="response"><render_fib fibtype="Decimal"/></response_num>',
            '<respcondition><conditionvar><vargte respident="response">18.0</vargte><varlte respident="response">22.0</varlte>'
            f"{bb_is('20.0')}</conditionvar>{NOT_SCORED}",
        ),
        {"kind": "number", "answer": Decimal(20), "tolerance": Decimal(2)},
    ),
    "Ordering": (
        bb_item(
            "Ordering", bb_choice("b", "a", "c", cardinality="Ordered"), bb_right(f"<and>{bb_is('o2')}{bb_is('o1')}{bb_is('o3')}</and>")
        ),
        {"kind": "order", "answer": ("a", "b", "c")},
    ),
    "Matching": (
        bb_item(
            "Matching",
            bb_pair("x", "Fog") + bb_pair("y", "Sand"),
            bb_partly(bb_is("x2", "x")),
            bb_partly(bb_is("y1", "y")),
            sides=f'<flow class="RIGHT_MATCH_BLOCK"><flow>{block("dry")}</flow><flow>{block("wet")}</flow></flow>',
        ),
        {"kind": "match", "answer": {"Fog": "wet", "Sand": "dry"}},
    ),
    "Essay": (
        bb_item("Essay", bb_typed(), more=feedback("solution", "A low cloud.")),
        {"kind": "flashcard", "answer": "A low cloud."},
    ),
}  # fmt: skip


@pytest.mark.parametrize("type_", BLACKBOARD)
def test_a_question_of_blackboard_becomes_one_of_ours(type_: str) -> None:
    written, wanted = BLACKBOARD[type_]
    assert one_of(written)[0] == {"prompt": "What is fog?"} | wanted


def test_blanks_of_blackboard_are_named_in_the_text() -> None:
    test = f"<and><or>{bb_is('Fog', 'x')}{bb_is('Mist', 'x')}</or><or>{bb_is('wet', 'y')}</or></and>"
    written = bb_item("Fill in the Blank Plus", bb_typed("x") + bb_typed("y"), bb_right(test)).replace("What is fog?", "[x] is [y].")
    assert one_of(written)[0] == {"kind": "cloze", "prompt": "{{Fog|Mist}} is {{wet}}."}


def test_where_it_was_enough_to_contain_the_answer_that_is_noted() -> None:
    contains = '<setvar variablename="EvaluationType" action="Set">CONTAINS</setvar>'
    written = bb_item(
        "Fill in the Blank", bb_typed(), f"<respcondition><conditionvar>{bb_is('cloud')}</conditionvar>{contains}{NOT_SCORED}"
    )
    assert one_of(written)[1] == ("It was enough to have “cloud” in the answer; here it must be the answer.",)


@pytest.mark.parametrize(
    ("type_", "why"),
    [
        ("Hot Spot", "A place on an image is asked for, which cannot be pointed at here."),
        ("Opinion Scale", "It asks for an opinion: no answer is right."),
        ("File Upload", "It asks for a file to be handed in, which nobody but a teacher can mark."),
        ("Calculated", "Its numbers are drawn anew for every learner, and the answer is reckoned from them."),
        ("Quiz Bowl", "Its answer is to be put as a question, in words that are looked for one by one."),
    ],
)
def test_a_question_of_blackboard_that_no_kind_can_hold_is_refused_in_words(type_: str, why: str) -> None:
    assert refusal_of(bb_item(type_, bb_typed())) == why


def test_items_on_one_line_are_told_apart() -> None:
    items = [bb_item("True/False", bb_choice("true", "false"), bb_right(bb_is("o1"))) for _ in range(2)]
    assert [each.where for each in taken_in(*items).items] == ["line 1", "line 1, item 2"]


def test_a_program_keeps_its_indents_and_a_formula_its_latex() -> None:
    code = material(
        '<p>What does it print?</p><pre>if fog:\n    print(1)</pre><p><img class="equation_image" data-equation-content="x^2"></p>'
    )
    question, notes = one_of(item("", code + choice("1", "2"), when(is_("o1"))))
    assert question["prompt"] == "What does it print?\n\nif fog:\n    print(1)\n\nx^2"
    assert notes == ("A formula is kept as the LaTeX it was written in.",)


def test_the_kinds_are_all_there() -> None:
    kinds = {question["kind"] for _, question in [*CANVAS.values(), *BLACKBOARD.values()]}
    assert kinds == set(KINDS)
