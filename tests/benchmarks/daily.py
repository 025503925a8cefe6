"""What a day is made of beside answers: the first queue, the pages of the history, and finding questions.

But for what is drawn, all of it is time of the processor: neither side waits for the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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
TYPED = b"border"
FIRST_ROWS = 50.0
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


def found(run: Run) -> list[Figure]:
    """Measure finding questions, worked out and on the screen."""
    from quiz.filters.matching import fitting
    from quiz.filters.search import filter_meant

    library, figures = run.library(run.questions), []
    with run.study(run.data.record(run.answers), run.questions) as study, run.beside(run.questions, run.answers) as anki:
        standing, now = study.as_asked(), study.clock()
        for name, (ours, wanted) in WORDS.items():

            def cost(ours: str = ours) -> float:
                return milliseconds_of_processor(lambda: fitting(filter_meant(ours), library, standing, now))

            theirs = None if anki is None else lambda wanted=wanted: float(anki.ask("search", wanted)["processor"])
            figures.append(beside_anki(f"search, {name}; CPU", cost, "anki: find_notes", theirs, run.pairs, 0.3))

        def by_questions(questions: int) -> float:
            among = run.library(questions)
            return milliseconds_of_processor(lambda: fitting(filter_meant("border"), among, standing, now))

        figures[0] = replace(figures[0], growth={"questions": growth(run.sizes(run.questions), by_questions)})
    return [*figures, typed(run)]


def typed(run: Run) -> Figure:
    """Measure the time from each letter of a word to the last byte that draws what it finds."""

    def letters(questions: int) -> list[float]:
        with Program(*run.start(where=run.data.copied(run.data.record(run.answers // 100)), questions=questions)) as program:
            program.until("All topics")
            program.rest(0.3)
            program.press(b"b")
            program.rest(1)
            program.press(b"/")
            program.rest(1)
            return [program.cost_to_draw(bytes([letter])).wall for letter in TYPED]

    costs = letters(run.questions)
    note = f"each letter of “{TYPED.decode()}”, typed into the search; against the 50 ms within which the first rows are to be there"
    grown = {"questions": [sorted(letters(size))[len(TYPED) // 2] for size in run.sizes(run.questions)]}
    figure = compared(
        f"rows of a search as one types, {run.questions:,} questions", costs, "50 ms", [FIRST_ROWS] * len(costs), target=1, note=note
    )
    return replace(figure, growth=grown)
