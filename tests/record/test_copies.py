"""Exported logs and other databases: what is taken in, and what is refused in words."""

from __future__ import annotations

import io
import json
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from progress.copies import Copy, read_copy, read_export, write_log
from progress.errors import Refused
from progress.log import NEEDS
from progress.moment import Moment
from progress.store import Store

Change = Callable[[list[dict[str, Any]]], object]


@pytest.fixture
def exported(ann: Any, at: Callable[..., Moment]) -> Copy:
    """Ann's log: six entries, with a response of half a character in one."""
    ann.answers(now=at(minutes=1), response="half \udcff")
    ann.answers("air/rain", now=at(minutes=2), response={"é": ["日本", None, 0.1]})
    ann.undoes(ann.answers("air/rain", now=at(minutes=3)).id, at(minutes=4))
    copy: Copy = ann.store.export(ann.store.learners()[0])
    return copy


def lines_of(copy: Copy) -> list[dict[str, Any]]:
    file = io.BytesIO()
    write_log(file, copy, "ann")
    return [json.loads(line) for line in file.getvalue().splitlines()]


def as_file(folder: Path, lines: list[dict[str, Any]] | bytes) -> Path:
    file = folder / "ann.quizlog"
    file.write_bytes(lines if isinstance(lines, bytes) else b"".join(json.dumps(line).encode() + b"\n" for line in lines))
    return file


def refusal(file: Path) -> str:
    with pytest.raises(Refused) as error:
        read_copy(file)
    return str(error.value)


def test_an_exported_log_reads_as_it_was_written(exported: Copy, tmp_path: Path) -> None:
    read = read_copy(as_file(tmp_path, lines_of(exported)))
    assert (read.entries, read.wordings) == (exported.entries, exported.wordings)


def test_the_head_of_an_exported_log_says_what_it_holds_and_what_it_needs(exported: Copy) -> None:
    head = lines_of(exported)[0]
    assert head == {"quizlog": 1, "format": 4, "needs": NEEDS, "learner": "ann", "entries": 6, "wordings": 2}


def test_every_entry_of_an_exported_log_has_its_digest(exported: Copy) -> None:
    digests = [line["digest"] for line in lines_of(exported) if "digest" in line]
    assert digests == [entry.digest.hex() for entry in exported.entries]


def test_whose_log_a_file_holds_is_told(exported: Copy, tmp_path: Path) -> None:
    other = tmp_path / "thesis.txt"
    other.write_text("Chapter one")
    assert [read_export(file) for file in (as_file(tmp_path, lines_of(exported)), other)] == ["ann", ""]


def test_a_database_reads_as_its_log(sqlite: Path, tmp_path: Path, noon: Moment) -> None:
    file = tmp_path / "other.db"
    file.write_bytes(sqlite.read_bytes())
    store = Store.open(f"sqlite:///{file}", "tablet")
    store.add_learner("Zoë", noon)
    expected = store.entries()
    store.close()
    assert read_copy(file).entries == expected


def test_reading_a_database_leaves_nothing_beside_it(sqlite: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    file.write_bytes(sqlite.read_bytes())
    read_copy(file)
    assert ([each.name for each in tmp_path.iterdir()], file.read_bytes()) == (["other.db"], sqlite.read_bytes())


# -- logs that are refused


def head(**changed: Any) -> Change:
    return lambda lines: lines[0].update(changed)


def entry(number: int, **changed: Any) -> Change:
    return lambda lines: [line for line in lines if "digest" in line][number].update(changed)


def cut(count: int) -> Change:
    return lambda lines: lines.__delitem__(slice(-count, None))


def body(number: int, **changed: Any) -> Change:
    def change(lines: list[dict[str, Any]]) -> None:
        line = [line for line in lines if "digest" in line][number]
        line["body"] = json.dumps({**json.loads(line["body"]), **changed})

    return change


LATER = r"ann\.quizlog was written by a later version of the program\. "
LINE = r"ann\.quizlog: line \d+ cannot be read: it is not what this program writes\. Export the log again\."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (head(quizlog=2, needs="9.1.0"), LATER + r"It needs version 9\.1\.0 or later: update the program"),
        (head(format=5), LATER + r"It needs version 0\.4\.0 or later"),
        (head(format=5, needs="\x1b[2J" * 9), LATER + r"Update the program to take it in\.$"),
        (head(format="2"), r"ann\.quizlog is neither a record of this program nor a log exported by quiz export --log\.$"),
        (cut(1), r"ann\.quizlog is not whole: its head speaks of 6 entries, 5 are there\. It may have been cut off"),
        (entry(0, type="dreamt"), LATER),
        (lambda lines: lines.append(lines[-1]) or head(entries=7)(lines), r"ann\.quizlog has an entry twice\."),
        (entry(0, seq=0), LINE),
        (entry(0, seq=True), LINE),
        (entry(0, seq="1"), LINE),
        (entry(0, stream=7), LINE),
        (entry(0, stream="\x1b]52;c;aGk=\x07"), LINE),
        (entry(0, at=10**18), LINE),
        (entry(0, at=-1), LINE),
        (entry(0, at=1.5), LINE),
        (entry(0, offset=1440), LINE),
        (entry(0, digest="00"), LINE),
        (entry(0, digest="no"), LINE),
        (entry(0, body="{"), LINE),
        (entry(0, body="[]"), LINE),
        (entry(0, body="[" * 100_000), LINE),
        (entry(0, body=None), LINE),
        (body(2, score=2.0), LINE),
        (body(2, score=float("nan")), LINE),
        (body(2, rating=9), LINE),
        (body(2, rating=True), LINE),
        (body(2, took=-1), LINE),
        (body(2, outcome="splendid"), LINE),
        (body(2, took=10**400), LINE),
        (body(2, question=["air"]), LINE),
        (body(2, shown="air"), LINE),
        (body(2, question="half \udcff"), LINE),
        (lambda lines: lines[-1].pop("at"), r"ann\.quizlog: line 9 cannot be read: 'at' is missing\."),
        (lambda lines: lines[1].update(body="forged"), LINE),
        (lambda lines: lines.insert(1, {}), r"ann\.quizlog: line 2 cannot be read: 'digest' is missing\."),
    ],
)  # fmt: skip
def test_a_log_that_is_not_what_this_program_writes_is_refused(exported: Copy, tmp_path: Path, change: Change, said: str) -> None:
    lines = lines_of(exported)
    change(lines)
    assert re.match(said, refusal(as_file(tmp_path, lines)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"{}",
        b"[]\n",
        b"null\n",
        b"\xff\xfe",
        b"[" * 100_000,
        b"PK\x03\x04 a zip",
        b'{"quizlog": true, "format": 1}',
        b"x" * 100_000_000,
    ],
    ids=lambda data: data[:12].decode("latin-1"),
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, data: bytes) -> None:
    assert re.match(r"ann\.quizlog (is neither a record of this program|has a line longer than any)", refusal(as_file(tmp_path, data)))


def test_a_folder_a_pipe_and_nothing_at_all_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert [refusal(file) for file in (tmp_path, pipe, tmp_path / "gone")] == [
        f"{tmp_path.name} is no file. Name a progress.db or a .quizlog file.",
        "pipe is no file. Name a progress.db or a .quizlog file.",
        "gone cannot be read: no such file or directory.",
    ]


# -- databases that are refused


COLUMNS = "stream, seq, at, type, body, digest"


@pytest.fixture
def database(sqlite: Path, tmp_path: Path, noon: Moment) -> Path:
    file = tmp_path / "other.db"
    file.write_bytes(sqlite.read_bytes())
    store = Store.open(f"sqlite:///{file}", "tablet")
    store.add_learner("Zoë", noon)
    store.close()
    return file


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (["ALTER TABLE log RENAME TO entries", "CREATE VIEW log AS SELECT * FROM entries"], "it has no table log like ours"),
        (["DROP TABLE log", f'CREATE VIRTUAL TABLE log USING fts5({COLUMNS}, "offset")'], "it has no table log like ours"),
        (["DROP TABLE log", f'CREATE TABLE log ({COLUMNS}, "offset" AS (zeroblob(1000000000)))'], "it has no table log like ours"),
        (["DROP TABLE wordings"], "is not a record of this program: it has no table wordings"),
        (["UPDATE log SET body = randomblob(100)"], "entry 1 of log '[0-9a-f]+'? cannot be one: a field has the wrong type"),
        (["UPDATE log SET at = 9e99"], "cannot be one: a field has the wrong type"),
        (["UPDATE log SET body = zeroblob(40000000)"], r"the database cannot be read \(string or blob too big\)"),
        (["UPDATE log SET stream = replace(hex(zeroblob(40)), '0', 'a')"], "cannot be one: it has no proper name"),
        (["UPDATE alembic_version SET version_num = '9999'", "UPDATE about SET value = '9.1.0'"], "It needs version 9.1.0 or later"),
        (["UPDATE alembic_version SET version_num = '9999'", "DROP TABLE about"], "Update the program to take it in"),
        (["UPDATE log SET type = 'dreamt'"], "was written by a later version of the program"),
    ],
)
def test_a_database_that_is_not_what_this_program_writes_is_refused(database: Path, damage: list[str], said: str) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for statement in damage:
            connection.execute(statement)
    assert re.search(said, refusal(database))


def test_a_damaged_database_is_refused_with_the_way_to_mend_it(database: Path) -> None:
    data = database.read_bytes()
    database.write_bytes(data[:4096] + bytes(len(data) - 4096))
    said = r"other\.db: the database cannot be read \(.*\)\. quiz repair keeps what is sound in a damaged one\."
    assert re.match(said, refusal(database))


def test_a_database_whose_schema_is_no_text_is_refused_in_words(database: Path) -> None:
    database.write_bytes(database.read_bytes().replace(b"CREATE TABLE log", b"CREATE TABLE \xf7og"))
    assert re.match(r"other\.db: the database cannot be read", refusal(database))
