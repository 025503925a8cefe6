"""What is done to a record as a whole: rebuilt, merged, copied, verified; and how much memory all of it needs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.run import NO_ANKI, Run, growth
from benchmarks.table import Figure, compared
from benchmarks.timing import Program, in_turn, milliseconds

from progress.store import Store
from quiz.places import Places


def rewritten(source: Path, target: Path) -> None:
    """Read every row of every table of a database and write it into another of the same schema, durably, by sqlite3 alone."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target, isolation_level=None)) as write:
        write.execute("PRAGMA journal_mode=WAL")
        write.execute("PRAGMA synchronous=FULL")
        write.execute("BEGIN")
        made = read.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC"
        )
        for kind, name, sql in made.fetchall():
            write.execute(sql)
            if kind != "table":
                continue
            rows = read.execute(f'SELECT * FROM "{name}"')  # noqa: S608
            places = ", ".join("?" * len(rows.description))
            write.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)  # noqa: S608
        write.execute("COMMIT")
        write.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def replayed(record: Path) -> float:
    """Return the milliseconds in which fsrs's own ``review_card`` replays all answers of a record; reading them doesn't count."""
    import fsrs

    with closing(sqlite3.connect(record)) as connection:
        given = connection.execute("SELECT learner, question, rating, at FROM answers ORDER BY learner, question, at").fetchall()
    reviews = [(row[:2], fsrs.Rating(row[2]), datetime.fromtimestamp(row[3] / 1000, UTC)) for row in given]
    scheduler = fsrs.Scheduler(enable_fuzzing=False)

    def replay() -> None:
        card, of = fsrs.Card(card_id=0, due=datetime(2000, 1, 1, tzinfo=UTC)), None
        for key, rating, at in reviews:
            if key != of:
                card, of = fsrs.Card(card_id=0, due=at), key
            card, _ = scheduler.review_card(card, rating, at)

    return milliseconds(replay)


def _rebuilt(where: Places) -> float:
    store = Store.open(where.url, "bench")
    try:
        return milliseconds(store.rebuild)
    finally:
        store.close()


def rebuild(run: Run) -> list[Figure]:
    """Measure the whole rebuild from the log, and of it the replay of the cards alone."""
    where = run.data.copied(run.data.record(run.answers))
    record = where.record or Path()
    ours, theirs = in_turn(lambda: _rebuilt(where), lambda: replayed(record), run.few, warm=0)
    against = "fsrs's review_card, all answers"
    floor, _ = in_turn(lambda: _floor(run, record), lambda: 0.0, run.few, warm=0)

    def cost(answers: int, learners: int = 1) -> float:
        return _rebuilt(run.data.copied(run.data.record(answers, learners)))

    smaller = [cost(size) for size in run.sizes(run.answers)[:2]]
    grows = {
        "answers": [*smaller, sorted(ours)[len(ours) // 2]],
        "learners": growth((1, 10, 100), lambda size: cost(run.answers // 500, size), 1),
    }
    figure = compared(f"rebuild of {run.answers:,} answers, whole", ours, against, theirs, target=0.05)
    note = "learners: each has as many answers, so that linear is what the work is"
    return [
        replace(figure, growth=grows, note=note),
        *_cards_alone(record, theirs),
        compared(f"rebuild of {run.answers:,} answers, whole", ours, "every row read and written, sqlite3", floor),
    ]


def _cards_alone(record: Path, theirs: list[float]) -> list[Figure]:
    """Measure what each answer leaves in memory, worked out as a rebuild does; reading the answers doesn't count."""
    from progress.replay import Given, memories
    from progress.schedule import DEFAULT

    every: dict[tuple[str, str], list[Given]] = {}
    with closing(sqlite3.connect(record)) as connection:
        rows = connection.execute('SELECT learner, question, at, "offset", day, rating FROM answers ORDER BY at')
        for learner, question, *given in rows:
            every.setdefault((learner, question), []).append((given[0], given[1], given[2], given[3]))

    def replay() -> None:
        for answers in every.values():
            memories(answers, DEFAULT)

    ours = [milliseconds(replay) for _ in theirs]
    return [compared("of it, what is remembered of the cards", ours, "fsrs's review_card, all answers", theirs, target=0.05)]


def _floor(run: Run, record: Path) -> float:
    return milliseconds(lambda: rewritten(record, run.data.folder / "rewritten.db"))


def merge(run: Run) -> list[Figure]:
    """Measure two logs of one learner on two devices joined; the copy is read and looked at, as by ``quiz merge``."""
    half = run.answers // 2

    def joined(answers: int) -> tuple[float, Places]:
        from progress.copies import read_copy

        where, other = run.data.copied(run.data.record(answers)), run.data.record(answers, device="two")
        store = Store.open(where.url, "bench")
        try:
            return milliseconds(lambda: store.merge(read_copy(other.record or Path()))), where
        finally:
            store.close()

    ours, floor = [], []
    for _ in range(max(1, run.few // 2)):
        cost, where = joined(half)
        ours.append(cost)
        floor.append(_floor(run, where.record or Path()))
    grows = {"answers": [*growth((half // 100, half // 10), lambda size: joined(size)[0], 1), ours[0]]}
    figure = compared(f"merge of two logs of {half:,}", ours, "every row read and written, sqlite3", floor, target=3)
    return [replace(figure, growth=grows)]


def backup(run: Run) -> list[Figure]:
    """Measure a sound copy of the record."""
    from progress.backups import copy_database

    def cost(answers: int) -> float:
        file = run.data.folder / "backup.db"
        file.unlink(missing_ok=True)
        return milliseconds(lambda: copy_database(run.data.record(answers).record or Path(), file))

    record = run.data.record(run.answers).record or Path()
    ours, floor = in_turn(lambda: cost(run.answers), lambda: _floor(run, record), run.few, warm=0)
    grows = {"answers": growth(run.sizes(run.answers), cost, 1)}
    figure = compared(f"backup of {run.answers:,} answers", ours, "every row read and written, sqlite3", floor, target=3)
    return [replace(figure, growth=grows)]


def verify(run: Run) -> list[Figure]:
    """Measure whether a record is what was written."""
    from progress.verifying import verify as verified

    def cost(answers: int) -> float:
        url = run.data.record(answers).url
        found = []
        took = milliseconds(lambda: found.append(verified(url)))
        assert not found[0].findings, found[0].findings
        return took

    record = run.data.record(run.answers).record or Path()
    ours, floor = in_turn(lambda: cost(run.answers), lambda: _floor(run, record), max(1, run.few // 2), warm=0)
    smaller = [cost(size) for size in run.sizes(run.answers)[:2]]
    figure = compared(f"verify of {run.answers:,} answers", ours, "every row read and written, sqlite3", floor, target=3)
    return [replace(figure, growth={"answers": [*smaller, ours[0]]})]


def memory(run: Run) -> list[Figure]:
    """Measure the memory of the program after home, an answer, a page of the history and a search, and of Anki after the same."""

    def ours(questions: int, answers: int, learners: int = 1) -> tuple[float, float]:
        where = run.data.copied(run.data.record(answers, learners))
        with Program(*run.start(where=where, questions=questions)) as program:
            program.until("All topics")
            program.rest(0.5)
            program.press(b"\r")
            program.until(r"\b1 of \d")
            program.rest(0.5)
            program.press(b"\x1bOR")
            program.until("next|Next")
            program.rest(0.5)
            program.press(b"\x1b")
            program.rest(1)
            for keys in (b"h", b"\x1b", b"b", b"/", b"border"):
                program.press(keys)
                program.rest(1.5)
            return program.memory()

    now, most = ours(run.questions, run.answers)
    grows = {
        "questions": [ours(size, run.answers // 100)[1] for size in run.sizes(run.questions)],
        "answers": [ours(run.questions // 100, size)[1] for size in run.sizes(run.answers)],
        "learners": [ours(run.questions // 100, run.answers // 500, size)[1] for size in (1, 10, 100)],
    }
    what, against = f"memory, {run.questions:,} questions, {run.answers:,} answers", "anki, the same, its latest 430,000"
    with run.beside(run.questions, run.answers) as anki:
        if anki is None:
            alone = compared(f"{what}, peak", [most], against, [most], unit="MB")
            return [replace(alone, theirs=None, ratio=None, note=NO_ANKI, growth=grows)]
        for asked in (("queue",), ("answer",), ("graphs",), ("search", "border")):
            anki.ask(*asked)
        theirs = anki.ask("memory")
    note = (
        "the whole process: ours with its screens after home, an answer, the history and a search; anki's engine in Python without a window"
    )
    peak = compared(f"{what}, peak", [most], against, [theirs["most"]], target=0.3, unit="MB", note=note)
    return [replace(peak, growth=grows), compared(f"{what}, at the end", [now], against, [theirs["now"]], target=0.3, unit="MB")]
