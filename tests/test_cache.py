"""Banks that were read before: the same as when they are read, whatever is done to what is kept of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from questions.bank import Library
from questions.cache import Cache
from questions.reading import SHIPPED, read_library
from questions.stored import Stored, name_in, seal, sealed

HOUR = 3600
TWO = """\
topic: Two questions
questions:
  - {id: one, kind: flashcard, prompt: First?, answer: Yes, was: [once]}
  - {id: two, kind: match, prompt: Pairs?, answer: {b: 2, a: 1}}
"""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder of the cache."""
    return tmp_path / "kept"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A bank that was saved an hour ago."""
    path = tmp_path / "banks" / "two.yaml"
    path.parent.mkdir()
    save(path, TWO)
    return path


def save(path: Path, text: str, ago: int = HOUR) -> None:
    path.write_text(text, "utf-8")
    when = path.stat().st_mtime - ago
    os.utime(path, (when, when))


def read(path: Path, kept: Path) -> Library:
    return read_library([path], cache=Cache(kept))


def files(kept: Path) -> Iterator[Path]:
    return kept.glob("*.bank")


def prompts(library: Library) -> list[str]:
    return [question.prompt for question in library]


def test_the_shipped_banks_are_the_same_from_the_cache(kept: Path) -> None:
    read(SHIPPED, kept)
    assert read_library([SHIPPED]) == read(SHIPPED, kept)


def test_pairs_keep_their_order(bank: Path, kept: Path) -> None:
    read(bank, kept)
    assert list(read(bank, kept).by_id["two/two"].right_response()) == ["b", "a"]


def test_a_bank_with_mistakes_is_the_same_from_the_cache(bank: Path, kept: Path) -> None:
    save(bank, TWO + "  - {id: three, kind: choice, promt: '\x1b\u202e'}\nposition: x\nadvice-off: {few-questions: It is a test.}\n")
    read(bank, kept)
    again = read(bank, kept)
    assert (again, [problem.code for problem in again.problems]) == (read_library([bank]), [p.code for p in read_library([bank]).problems])


def test_earlier_ids_lead_to_their_questions(bank: Path, kept: Path) -> None:
    read(bank, kept)
    assert read(bank, kept).renamed == {"two/once": "two/one"}


def test_an_unchanged_bank_is_not_opened(bank: Path, kept: Path) -> None:
    read(bank, kept)
    bank.chmod(0)
    look = f"""
import sys
from pathlib import Path
from questions.cache import Cache
from questions.reading import read_library
library = read_library([Path({str(bank)!r})], cache=Cache(Path({str(kept)!r})))
unwanted = {{"yaml", "pydantic", "rapidfuzz", "difflib", "questions.kinds"}}
print(len(library), "two/one" in library.by_id, *unwanted & set(sys.modules))
"""
    run = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["2", "True"]


def test_a_bank_that_was_saved_is_read_again(bank: Path, kept: Path) -> None:
    read(bank, kept)
    save(bank, TWO.replace("First?", "Other?"), ago=HOUR // 2)
    assert prompts(read(bank, kept)) == ["Other?", "Pairs?"]


def test_a_save_right_after_reading_is_seen_though_the_time_and_the_size_are_the_same(bank: Path, kept: Path) -> None:
    save(bank, TWO, ago=0)
    before = bank.stat().st_mtime_ns
    read(bank, kept)
    save(bank, TWO.replace("First?", "Other?"), ago=0)
    os.utime(bank, ns=(before, before))
    assert prompts(read(bank, kept)) == ["Other?", "Pairs?"]


def test_a_bank_that_was_only_touched_is_not_read_again(bank: Path, kept: Path) -> None:
    read(bank, kept)
    save(bank, TWO, ago=2 * HOUR)
    (before,) = files(kept)
    seen = before.stat().st_mtime_ns
    assert (prompts(read(bank, kept)), before.stat().st_mtime_ns) == (["First?", "Pairs?"], seen)


def test_a_bank_under_another_name_has_another_topic(bank: Path, kept: Path) -> None:
    read(bank, kept)
    other = bank.rename(bank.with_name("other.yaml"))
    assert list(read(other, kept).by_id) == ["other/one", "other/two"]


def test_other_code_reads_everything_again(bank: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(bank, kept)
    monkeypatch.setattr("questions.cache.code_key", lambda: "another")
    read(bank, kept)
    assert len(list(files(kept))) == 2


def damage_index(kept: Path) -> None:
    (kept / "index.json").write_text("{")


def cut_the_file(kept: Path) -> None:
    for file in files(kept):
        file.write_bytes(file.read_bytes()[:-5])


def turn_a_letter(kept: Path) -> None:
    for file in files(kept):
        file.write_bytes(file.read_bytes().replace(b"First", b"Worst"))


def take_the_files_away(kept: Path) -> None:
    for file in files(kept):
        file.unlink()


def make_folders_of_the_files(kept: Path) -> None:
    for file in [*files(kept), kept / "index.json"]:
        file.unlink()
        file.mkdir()


def write_with(change: Callable[[list[object]], object]) -> Callable[[Path], None]:
    def damage(kept: Path) -> None:
        code, rows = json.loads((kept / "index.json").read_bytes()[9:])
        (kept / "index.json").write_bytes(sealed([code, {name: change(row) for name, row in rows.items()}], b"index"))

    return damage


DAMAGE: dict[str, Callable[[Path], None]] = {
    "an index that is none": damage_index,
    "a file cut short": cut_the_file,
    "another letter": turn_a_letter,
    "files gone": take_the_files_away,
    "folders in the place of files": make_folders_of_the_files,
    "an index that leads elsewhere": write_with(lambda row: [*row[:4], "../../etc/passwd", *row[5:]]),
    "an entry of other things": write_with(lambda row: ["x", *row[1:]]),
    "an entry that is none": write_with(lambda _: None),
    "a head that says nothing": write_with(lambda row: [*row[:6], {}]),
    "a head of other types": write_with(lambda row: [*row[:6], {**dict(row[6]), "title": 5}]),  # type: ignore[call-overload]
    "more questions than there are": write_with(lambda row: [*row[:6], {**dict(row[6]), "questions": 9}]),  # type: ignore[call-overload]
    "an impossible size": write_with(lambda row: [*row[:5], -(10**30), *row[6:]]),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_damaged_is_made_again_in_silence(damage: str, bank: Path, kept: Path) -> None:
    read(bank, kept)
    DAMAGE[damage](kept)
    again = read(bank, kept)
    assert (prompts(again), again) == (["First?", "Pairs?"], read_library([bank]))


def exchange_the_files(folder: Path, suffix: str) -> None:
    one, other = sorted(folder.glob(f"*{suffix}"))
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)


def two_banks_alike(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "here.yaml", tmp_path / "there.yaml"]
    for path, word in zip(paths, ("First", "Other"), strict=True):
        save(path, TWO.replace("First", word))
    return paths


@pytest.mark.parametrize("index", [True, False])
def test_what_is_kept_of_one_bank_is_not_taken_for_another(tmp_path: Path, kept: Path, *, index: bool) -> None:
    paths = two_banks_alike(tmp_path)
    held = read_library(paths, cache=Cache(kept))
    exchange_the_files(kept, ".bank")
    if not index:
        (kept / "index.json").unlink()
    assert list(held) == list(read_library(paths, cache=Cache(kept))) == list(read_library(paths))


def test_the_words_of_one_bank_are_not_sought_in_another(tmp_path: Path, kept: Path) -> None:
    paths = two_banks_alike(tmp_path)
    for bank in read_library(paths, cache=Cache(kept)).banks:
        assert isinstance(bank.questions, Stored)
        bank.questions.search_index()
    exchange_the_files(kept, ".index")
    indexes = [bank.questions.search_index() for bank in read_library(paths, cache=Cache(kept)).banks if isinstance(bank.questions, Stored)]
    assert [index.having(b"first")[0] for index in indexes] == [0b01, 0]


@pytest.mark.parametrize("damage", ["files gone", "another letter", "a file cut short"])
def test_what_is_lost_while_the_program_is_open_is_read_from_the_bank(damage: str, bank: Path, kept: Path) -> None:
    library = read(bank, kept)
    DAMAGE[damage](kept)
    assert (library.by_id["two/one"].prompt, list(library.by_id), library) == ("First?", ["two/one", "two/two"], read_library([bank]))


FORGED = [
    '{"kind":"flashcard","id":"two/one","prompt":5,"answer":"Yes"}',
    '{"kind":"flashcard","id":"two/one","prompt":"\\ud800","answer":"Yes"}',
    '{"kind":"flashcard","id":"two/one","prompt":"?"}',
    '{"kind":"flashcard","id":"two/other","prompt":"?","answer":"Yes"}',
    '{"kind":"number","id":"two/one","prompt":"?","answer":"NaN"}',
    '{"kind":"choice","id":"two/one","prompt":"?","answer":"a","distractors":[["b"]]}',
    '{"kind":["choice"],"id":"two/one"}',
    "[" * 90,
]


@pytest.mark.parametrize("line", FORGED)
def test_a_question_that_somebody_wrote_into_the_cache_is_not_believed(line: str, bank: Path, kept: Path) -> None:
    save(bank, TWO.replace("First?", "First? " + "w" * 100))
    library = read(bank, kept)
    (file,) = files(kept)
    head, listing, first, *rest = file.read_bytes().splitlines(keepends=True)
    content = line.encode().ljust(len(first) - 10)
    file.write_bytes(b"".join([head, listing, seal(content, name_in(file)), content, b"\n", *rest]))
    assert library.by_id["two/one"].prompt == "First? " + "w" * 100


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders cannot be closed here")
def test_a_folder_that_cannot_be_made_is_no_error(bank: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert prompts(read(bank, tmp_path / "file" / "kept")) == ["First?", "Pairs?"]


def test_a_file_that_is_not_there_is_told_as_without_a_cache(tmp_path: Path, kept: Path) -> None:
    assert read(tmp_path / "none.yaml", kept) == read_library([tmp_path / "none.yaml"])


def test_questions_are_made_when_they_are_asked_for(bank: Path, kept: Path) -> None:
    (found,) = read(bank, kept).banks
    assert isinstance(found.questions, Stored)
    assert (len(found.questions), found.questions[-1].id, [q.id for q in found.questions[:1]]) == (2, "two/two", ["two/one"])


def test_banks_that_are_gone_are_forgotten(bank: Path, kept: Path) -> None:
    read(bank, kept)
    (old,) = files(kept)
    os.utime(old, (0, 0))
    other = bank.rename(bank.with_name("other.yaml"))
    read(other, kept)
    assert not old.exists()


def test_only_what_has_to_be_read_is_told_of(bank: Path, kept: Path) -> None:
    told: list[Path] = []
    for _ in range(2):
        read_library([bank], told.append, cache=Cache(kept))
    assert told == [bank]


WRITES = """
import sys
from pathlib import Path
from questions.cache import Cache
from questions.reading import read_library
banks, kept = Path(sys.argv[1]), Path(sys.argv[2])
for number in range(6):
    changed = banks / f"{sys.argv[3]}-{number}.yaml"
    beside = changed.with_suffix(".new")
    beside.write_text(changed.read_text("utf-8").replace("First?", "Other?"), "utf-8")
    beside.replace(changed)
    library = read_library([banks], cache=Cache(kept))
    print(len(library), sum(bank.questions.search_index().every.bit_count() for bank in library.banks))
"""


def test_two_programs_that_write_the_cache_at_once_leave_it_whole(tmp_path: Path, kept: Path) -> None:
    banks = tmp_path / "banks"
    banks.mkdir()
    for name in ("a", "b"):
        for number in range(6):
            save(banks / f"{name}-{number}.yaml", TWO)
    command = [sys.executable, "-c", WRITES, str(banks), str(kept)]
    programs = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in ("a", "b")]
    told = [program.communicate(timeout=60)[0].split() for program in programs]
    left = {file.suffix for file in kept.iterdir()}
    assert (told, left, read(banks, kept)) == ([["24", "24"] * 6] * 2, {".json", ".bank", ".index"}, read_library([banks]))


def only(files: Iterator[Path]) -> Path:
    (file,) = files
    return file


def stored(library: Library) -> Stored:
    (found,) = library.banks
    assert isinstance(found.questions, Stored)
    return found.questions


def test_an_index_is_made_once_and_kept(bank: Path, kept: Path) -> None:
    stored(read(bank, kept)).search_index()
    before = only(kept.glob("*.index")).stat().st_mtime_ns
    assert stored(read(bank, kept)).search_index().having(b"first") == (0b01, True)
    assert only(kept.glob("*.index")).stat().st_mtime_ns == before


FORGED_INDEXES = {
    "none": b"",
    "another letter": None,
    "no numbers": b"{}\n",
    "a list of other things": b'["a", 5, []]\n',
    "parts that are too short": b'[2, "B", 5, 4, 4, 1, 2, 1, 1, 1]\nfirst',
    "an impossible number of questions": b'[1e99, "B", 0, 0, 0, 0, 0, 0, 0, 0]\n',
    "very many questions": b'[99999999999, "I", 0, 0, 0, 0, 0, 0, 0, 0]\n',
    "brackets": b"[" * 100_000 + b"\n",
}


@pytest.mark.parametrize("forged", FORGED_INDEXES)
def test_an_index_that_is_damaged_or_forged_is_made_again(forged: str, bank: Path, kept: Path) -> None:
    stored(read(bank, kept)).search_index()
    file, content = only(kept.glob("*.index")), FORGED_INDEXES[forged]
    file.write_bytes(file.read_bytes().replace(b"first", b"worst") if content is None else seal(content, name_in(file)) + content)
    assert stored(read(bank, kept)).search_index().having(b"first") == (0b01, True)


def test_an_index_whose_bank_is_gone_is_forgotten(bank: Path, kept: Path) -> None:
    stored(read(bank, kept)).search_index()
    old = only(kept.glob("*.index"))
    os.utime(old, (0, 0))
    read(bank.rename(bank.with_name("other.yaml")), kept)
    assert not old.exists()


def test_numbers_that_are_none_of_the_bank_are_not_found(bank: Path, kept: Path) -> None:
    stored(read(bank, kept)).search_index()
    file = only(kept.glob("*.index"))
    content = file.read_bytes()[9:]
    forged = content.replace(b"\x00\x01", b"\xfe\xff")
    file.write_bytes(seal(forged, name_in(file)) + forged)
    index = stored(read(bank, kept)).search_index()
    assert all(index.having(text)[0] <= index.every for text in (b"first", b"two", b"pairs", b"o"))
