"""What a day is made of beside answers: the first queue, the pages of the history, and finding questions.

But for what is drawn, all of it is time of the processor: neither side waits for the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from statistics import median

from benchmarks.run import NO_ANKI, Run, growth
from benchmarks.table import Figure, compared
from benchmarks.timing import Program, in_turn, milliseconds_of_processor

from quiz.history.seeing import PAGES, page_for
from quiz.study import Study

WORDS = {
    "a word": ("border", "border"),
    "a part of a word, in a field": ("section:riv", "Back:*riv*"),
    "two words": ("water agreement", "water agreement"),
}
"""What is looked for, in our filters and in Anki's."""
TYPED = "border", "agreement", "water"
TIMES = 2
FIRST_ROWS = 50.0
MAKING = 12
"""Seconds in which the first search ever is sure to have made all indexes."""
A_SCREENFUL = 3_000
"""How many bytes the rows in view have at least; what else is drawn for a letter is less."""
NEW = 10
"""How many new questions a queue has, here and there."""


def beside_anki(
    what: str, ours: Callable[[], float], against: str, theirs: Callable[[], float] | None, pairs: int, target: float
) -> Figure:
    """Return a figure of two costs in turn, or of ours alone where there is no Anki."""
    if theirs is None:
        ours()
        costs = [ours() for _ in range(pairs)]
        return replace(compared(what, costs, against, costs), theirs=None, ratio=None, note=NO_ANKI)
    mine, other = in_turn(ours, theirs, pairs)
    return compared(what, mine, against, other, target=target)


def first_queue(run: Run) -> list[Figure]:
    """Measure what is planned and begun after the record was opened, up to the first question."""
    where = run.data.copied(run.data.record(run.answers))

    def begun(study: Study) -> None:
        sitting = study.review(new=NEW)
        question = study.question(sitting) if sitting is not None else None
        if sitting is not None and question is not None:  # of few questions none may be due
            study.shown(sitting, question)

    def cost(questions: int, answers: int = 0, learners: int = 1) -> float:
        place = run.data.record(answers, learners) if answers else where
        with run.study(place, questions) as study:
            return milliseconds_of_processor(lambda: begun(study))

    with run.beside(run.questions, run.answers) as anki:
        theirs = None if anki is None else lambda: float(anki.ask("queue")["processor"])
        figure = beside_anki(
            f"first queue of the day, {run.questions:,} cards; CPU",
            lambda: cost(run.questions),
            "anki: first queue",
            theirs,
            run.pairs,
            0.5,
        )
    few, small = run.answers // 100, run.questions // 10
    grows = {
        "questions": growth(run.sizes(run.questions), lambda size: cost(size, few)),
        "answers": growth(run.sizes(run.answers), lambda size: cost(run.questions, size)),
        "learners": growth((1, 10, 100), lambda size: cost(small, run.answers // 500, size)),
    }
    return [replace(figure, growth=grows)]


def history_pages(run: Run) -> list[Figure]:
    """Measure the data of all pages of the history."""

    def pages(study: Study) -> None:
        for key in PAGES:
            page_for(study, key)

    def cost(answers: int, learners: int = 1) -> float:
        with run.study(run.data.record(answers, learners), run.questions) as study:
            return milliseconds_of_processor(lambda: pages(study))

    with run.beside(run.questions, run.answers) as anki, run.study(run.data.record(run.answers), run.questions) as study:
        theirs = None if anki is None else lambda: float(anki.ask("graphs")["processor"])
        what = f"all {len(PAGES)} pages of the history, {run.answers:,} answers; CPU"
        figure = beside_anki(
            what, lambda: milliseconds_of_processor(lambda: pages(study)), "anki: graphs, its latest 430,000", theirs, run.pairs, 0.1
        )  # fmt: skip
    grows = {
        "answers": growth(run.sizes(run.answers), cost),
        "learners": growth((1, 10, 100), lambda size: cost(run.answers // 500, size)),
    }
    return [replace(figure, growth=grows)]


class Search:
    """Questions as the program has them, from the cache, and one who has answered nothing and searches among them."""

    def __init__(self, run: Run, questions: int) -> None:
        from progress.moment import Moment
        from progress.records import Standing

        self.banks, self.kept = run.data.banks(questions), run.data.folder / "cache-searched"
        self.standing = Standing(
            {}, suspended=frozenset(), flagged=frozenset(), days=(), usual={}, settings={}, last=None, new_today=0
        )  # fmt: skip
        self.now = Moment.now()
        self.open()

    def open(self) -> None:
        """Open the search; what it needs to know is read when it is first needed."""
        from questions.cache import Cache
        from questions.reading import read_library
        from quiz.filters.finding import Finder

        self.finder = Finder(read_library([self.banks], cache=Cache(self.kept)))

    def find(self, text: str) -> int:
        """Return how many questions a filter finds."""
        from quiz.filters.search import filter_meant

        return sum(map(len, self.finder.find(filter_meant(text), self.standing, self.now)))

    def cost(self, *texts: str) -> float:
        """Return what it costs to search for each of some texts, what was found before being forgotten, on the average."""
        for number in range(40):
            self.find(f"{number}")
        return milliseconds_of_processor(lambda: list(map(self.find, texts))) / len(texts)

    def first(self) -> float:
        """Return what the first search costs of all."""
        self.open()
        return milliseconds_of_processor(lambda: self.find("border"))


def found(run: Run) -> list[Figure]:
    """Measure finding questions: letter by letter and at once, and on the screen."""
    search, figures = Search(run, run.questions), []
    unindexed = search.first()
    with run.beside(run.questions, run.answers) as anki:
        for word in TYPED:
            letters = [word[:end] for end in range(1, len(word) + 1)]

            def typed_there(letters: list[str] = letters) -> float:
                return sum(float(anki.ask("search", each)["processor"]) for each in letters if anki) / len(letters)

            what = f"search, “{word}” letter by letter, each; CPU"
            theirs = typed_there if anki else None
            figures.append(
                beside_anki(what, lambda letters=letters: search.cost(*letters), "anki: find_notes", theirs, run.pairs, 0.3)  # type: ignore[misc]
            )
        for name, (ours, wanted) in WORDS.items():
            theirs = None if anki is None else lambda wanted=wanted: float(anki.ask("search", wanted)["processor"])
            figures.append(
                beside_anki(f"search, {name}; CPU", lambda ours=ours: search.cost(ours), "anki: find_notes", theirs, run.pairs, 0.3)  # type: ignore[misc]
            )
    sizes = {size: Search(run, size) for size in run.sizes(run.questions)}
    figures[0] = replace(figures[0], growth={"questions": growth(tuple(sizes), lambda size: sizes[size].cost("border"))})
    opening = [search.first() for _ in range(run.pairs)]
    note = f"the indexes are read; they were made by the first search ever, or after a bank was saved: {unindexed:,.0f} ms if by this one"
    told = compared("the first search after the start; CPU", opening, "", opening, note=note)
    return [*figures, replace(told, theirs=None, ratio=None, least=None, most=None), typed(run)]


def typed(run: Run) -> Figure:
    """Measure the time from each letter of a word until the rows in view of what it finds are drawn."""

    def letters(questions: int) -> list[float]:
        with Program(*run.start(where=run.data.copied(run.data.record(run.answers // 100)), questions=questions)) as program:
            program.until("All topics")
            program.rest(0.3)
            program.press(b"b")
            program.rest(1)
            program.press(b"/")
            program.rest(1)
            # The first search ever makes the indexes: what that takes is told apart.
            program.press(b"z")
            program.rest(MAKING, MAKING)
            program.press(b"\x7f")
            costs = []
            for letter in TYPED[0] * TIMES:
                program.rest(1, 1)
                costs.append(program.milliseconds_to(A_SCREENFUL, letter.encode()))
                if len(costs) % len(TYPED[0]) == 0:
                    program.rest(1, 1)
                    program.press(b"\x7f" * len(TYPED[0]))
            return costs

    costs = letters(run.questions)
    note = f"each letter of “{TYPED[0]}”, typed {TIMES} times; the first rows are to be there within 50 ms"
    note += f"; at most {max(costs):.0f} ms"
    grown = {"questions": [median(letters(size)) for size in run.sizes(run.questions)]}
    figure = compared(
        f"rows of a search as one types, {run.questions:,} questions", costs, "50 ms", [FIRST_ROWS] * len(costs), target=1, note=note
    )
    return replace(figure, growth=grown)
