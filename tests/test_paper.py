"""An exam on paper: how it is laid out, its key, and its pages."""

from __future__ import annotations

import re
import subprocess
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser import BROWSER, NO_BROWSER
from markdown_it import MarkdownIt

from questions.kinds import KINDS, AnyQuestion
from questions.paper import Item, Key, Paper, key_of, letter, make_paper
from questions.reading import read_bank_text
from quiz.reports.paper import paper_files

BANK = """\
topic: All kinds
questions:
  - {id: choice, kind: choice, prompt: The capital of Canada?, answer: Ottawa, distractors: [Toronto, Montreal], hint: On a river.}
  - {id: select, kind: select, prompt: Which are Great Lakes?, answer: [Erie, Huron], distractors: [Baikal, Ladoga]}
  - {id: true-false, kind: true-false, prompt: The border is the longest., answer: true}
  - {id: short-answer, kind: short-answer, prompt: Smoke and fog?, answer: smog, accept: [smoky fog], explanation: A blend.}
  - {id: number, kind: number, prompt: How far?, answer: 20, tolerance: 2.5, unit: km}
  - {id: cloze, kind: cloze, prompt: "The {{beaver|castor}} is on the {{nickel}}."}
  - {id: match, kind: match, prompt: Which capital?, answer: {Ottawa: Canada, Washington: United States}, distractors: [Mexico]}
  - {id: order, kind: order, prompt: From the earliest., answer: [1909, 1972, 1991, 2000]}
  - {id: flashcard, kind: flashcard, prompt: Why so?, answer: Because it is.}
"""
HOSTILE = """\
topic: T
questions:
  - id: hostile
    kind: choice
    prompt: '</p></style><script>alert(1)</script> "double" ''single'' &amp; {{ 7 * 7 }} {% raw %}'
    answer: '<img src="http://x.example/" onerror=alert(1)>'
    distractors: ['*star* _line_ [a](http://x.example)', '`code` | $x$ \\ end']
"""
POINTS = {"choice": 1, "select": 2, "true-false": 1, "short-answer": 1, "number": 1, "cloze": 2, "match": 2, "order": 3, "flashcard": 2}
WORKED_BY_HAND = {
    "choice": (("Toronto", "Ottawa", "Montreal"), Key("B", "Ottawa")),
    "select": (("Huron", "Baikal", "Ladoga", "Erie"), Key("A, D", "Huron · Erie")),
    "true-false": (("True", "False"), Key("True")),
    "short-answer": ((), Key("smog", also=("smoky fog",))),
    "number": ((), Key("20 km", also=("any number from 17.5 to 22.5",))),
    "cloze": ((), Key("(1) beaver · (2) nickel", also=("(1) castor",))),
    "match": (("United States", "Mexico", "Canada"), Key("1 C · 2 A", "Ottawa → Canada · Washington → United States")),
    "order": (("1972", "2000", "1909", "1991"), Key("a 2 · b 4 · c 1 · d 3", "1909 → 1972 → 1991 → 2000")),
    "flashcard": ((), Key("", "Because it is.")),
}


def questions_of(text: str) -> tuple[AnyQuestion, ...]:
    bank = read_bank_text(text.encode("utf-8"), Path("all-kinds.yaml"))
    assert bank.problems == ()
    return bank.questions


ALL = questions_of(BANK)


def paper(seed: int = 1, **settings: int) -> Paper:
    return make_paper(ALL, "A title", seed=seed, **settings)


def pages(text: str, form: str = "html", **settings: bool) -> str:
    """Every file of an exam in two versions, one after the other."""
    return "".join(paper_files(make_paper(questions_of(text), "T", seed=1, versions=2), form, **settings).values())


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_agrees_with_what_was_worked_out_by_hand(kind: str) -> None:
    question = next(each for each in ALL if each.kind == kind)
    shown, key = WORKED_BY_HAND[kind]
    assert key_of(Item(1, question, shown)) == key


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_is_worth_a_point_for_each_of_its_parts(kind: str) -> None:
    question = next(each for each in ALL if each.kind == kind)
    assert Item(1, question, question.options()).points == POINTS[kind]


def test_the_points_of_the_whole_are_those_of_its_questions() -> None:
    assert paper().points == sum(POINTS.values())


def test_versions_have_the_same_questions_in_another_order() -> None:
    first, second = ([item.question.id for item in version.items] for version in paper(versions=2).versions)
    assert (sorted(first), first == second) == (sorted(second), False)


def test_versions_have_the_same_options_in_another_order() -> None:
    for question in ALL:
        first, second = (next(item.shown for item in version.items if item.question is question) for version in paper(versions=2).versions)
        assert sorted(first) == sorted(second)
        assert (first != second) == (question.kind in ("choice", "select", "match", "order"))


def test_there_may_be_more_versions_than_orders() -> None:
    few = make_paper(ALL[:1], "T", seed=1, versions=26)
    assert [version.letter for version in few.versions] == [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    assert len({version.items[0].shown for version in few.versions}) == 6


def test_items_to_be_put_in_order_never_stand_in_it() -> None:
    order = next(each for each in ALL if each.kind == "order")
    shown = {make_paper([order], "T", seed=seed).versions[0].items[0].shown for seed in range(200)}
    assert len(shown) == 23
    assert order.options() not in shown


def test_the_same_seed_gives_the_same_exam_and_another_another() -> None:
    assert paper(7, versions=2) == paper(7, versions=2)
    assert paper(7) != paper(8)


def test_a_count_draws_evenly_from_the_topics() -> None:
    other = read_bank_text(BANK.encode(), Path("other.yaml")).questions
    drawn = make_paper([*ALL, *other], "T", seed=1, count=6).versions[0].items
    assert sorted(item.question.topic for item in drawn) == ["all-kinds"] * 3 + ["other"] * 3


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (52, "BA"), (101, "CX")])
def test_letters_go_on_after_z(index: int, name: str) -> None:
    assert letter(index) == name


def test_a_question_is_found_in_the_other_version() -> None:
    two = paper(versions=2)
    first, second = two.versions
    numbers = two.elsewhere(first)
    assert list(numbers) == ["B"]
    assert [second.items[numbers["B"][item.question.id] - 1].question for item in first.items] == [item.question for item in first.items]


# The pages


class Read(HTMLParser):
    """What a browser finds on a page: its elements, and the text that is not style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = self.style = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        if self.lasttag == "style" and not self.style:
            self.style = data
        else:
            self.text += data


def test_the_letters_on_each_version_are_those_of_its_key() -> None:
    two = paper(versions=2)
    files = paper_files(two, "html")
    for version in two.versions:
        shown = re.findall(r'<span class="mark \w+">(\w+)</span> <span dir="auto">(\w+)</span>', files[f"-{version.letter}"])
        letters = {text: name for name, text in shown}
        keys = {item.question.kind: key_of(item).mark for item in version.items}
        assert keys["choice"] == letters["Ottawa"]
        assert keys["select"] == ", ".join(sorted((letters["Erie"], letters["Huron"])))


def test_the_key_is_a_file_apart_and_nothing_of_it_is_in_the_exam() -> None:
    files = paper_files(paper(), "html", sheet=True)
    assert list(files) == ["", "-sheet", "-key"]
    for told in ("smog", "Because it is", "beaver", "A blend", "On a river"):
        assert told not in files[""] + files["-sheet"]


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_key_has_the_explanations_if_they_are_wished(form: str) -> None:
    told = ["A blend." in paper_files(paper(), form, explained=explained)["-key"] for explained in (False, True)]
    assert told == [False, True]


def test_each_version_has_its_letter_on_every_page() -> None:
    files = paper_files(paper(versions=2), "html")
    feet = {name: re.findall(r'@bottom-left \{ content: "(.*?)"', page) for name, page in files.items()}
    assert feet == {"-A": ["Version A"], "-B": ["Version B"], "-key": ["Key", "Key, version A", "Key, version B"]}


@pytest.mark.parametrize("text", [BANK, HOSTILE], ids=["all kinds", "hostile"])
def test_a_page_has_no_script_and_reaches_for_nothing(text: str) -> None:
    read = Read(pages(text, sheet=True, explained=True))
    assert read.tags & {"script", "img", "link", "iframe", "object", "a", "form", "base"} == set()
    assert read.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "dir", "colspan"}
    assert re.search(r"url\(|@import", read.style) is None


def test_text_from_a_bank_is_read_as_it_stands() -> None:
    read = Read(pages(HOSTILE))
    (question,) = questions_of(HOSTILE)
    for text in (question.prompt, *question.options()):
        assert text in read.text


def test_the_policy_of_a_page_allows_its_one_style_and_nothing_else() -> None:
    for page in paper_files(paper(versions=2), "html").values():
        (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        digest = b64encode(sha256(style.encode()).digest()).decode()
        assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'".replace("'", "&#39;") in page


def test_markdown_obeys_nothing_that_a_bank_says() -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(pages(HOSTILE, "md", sheet=True))
    found = [*tokens, *(child for token in tokens for child in token.children or ())]
    assert {"html_block", "html_inline", "link_open", "em_open", "code_inline", "image"} & {token.type for token in found} == {"em_open"}
    read = " ".join("".join(child.content for child in token.children or ()) for token in tokens)
    (question,) = questions_of(HOSTILE)
    for text in (question.prompt, *question.options()):
        assert text in read


@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize("sheet", [False, True], ids=["without sheet", "with sheet"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_place_for_its_answer(kind: str, sheet: bool, form: str) -> None:
    one = make_paper([each for each in ALL if each.kind == kind], "T", seed=1)
    places = r'class="(?:mark|box|line|gap)|☐|○|\\_{5}' if form == "html" else r"☐|○|(?:\\_){9,}"
    page = paper_files(one, form, sheet=sheet)["-sheet" if sheet else ""].partition(f"/ {POINTS[kind]}")[2]
    assert re.search(places, page) is not None


def test_gaps_do_not_tell_how_long_their_answers_are() -> None:
    gaps = re.findall(r"(?:\\_)+", paper_files(make_paper([q for q in ALL if q.kind == "cloze"], "T", seed=1), "md")[""].split("**1.**")[1])
    assert len(gaps) == 2
    assert gaps[0] == gaps[1]


@pytest.mark.skipif(not BROWSER, reason=NO_BROWSER)
def test_a_browser_takes_the_style_and_prints_each_version_of_the_key_on_a_page_of_its_own(tmp_path: Path) -> None:
    page, pdf = tmp_path / "key.html", tmp_path / "key.pdf"
    page.write_text(paper_files(make_paper(ALL[:2], "T", seed=1, versions=2), "html")["-key"], "utf-8")
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer"]
    subprocess.run([BROWSER, *quiet, f"--print-to-pdf={pdf}", page.as_uri()], check=True, capture_output=True, timeout=60)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == 2
