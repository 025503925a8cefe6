from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from progress import tables
from progress.deriving import bulk
from progress.deriving.histories import CARD, GIVEN, STATE
from progress.statements import KEPT, every_text

ANSWERS_ONE = """
import sys
from progress import log
from progress.moment import Moment
from progress.store import Store

now = Moment.now()
store = Store.open(sys.argv[1], "laptop")
learner = store.learner_named("Ann", now)
sitting = store.start_sitting(learner.id, "review", ["air/year"], now)
answered = log.Answered(sitting, "air/year", "choice", "w", ("1991",), "1991", "right", 1.0, "", 3, "it was right", 4000)
recorded = store.record_answer(learner.id, answered, "{}", now)
store.undo(learner.id, recorded.id, now)
store.redo(learner.id, recorded.id, now)
store.mark_question(learner.id, "air/year", "flagged", True, now)
store.standing(learner.id, now), store.sittings(learner.id, limit=1), store.answers(sitting)
store.end_sitting(learner.id, sitting, "finished", 4000, now)
store.close()
print(*sorted({"sqlalchemy", "sqlmodel", "pydantic", "alembic"} & sys.modules.keys()))
"""


def test_the_text_that_is_kept_of_the_statements_is_what_the_code_says() -> None:
    # If it is not: python -c 'from progress.statements import keep; keep()'
    assert KEPT.read_text("utf-8") == every_text()


def test_an_answer_is_read_and_written_without_loading_the_tables(tmp_path: Path, sqlite: Path) -> None:
    file = tmp_path / "progress.db"
    file.write_bytes(sqlite.read_bytes())
    done = subprocess.run([sys.executable, "-c", ANSWERS_ONE, f"sqlite:///{file}"], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_all_derived_tables_are_derived_anew() -> None:
    assert sorted(bulk.DERIVED) == sorted(tables.table_of(model).name.upper() for model in tables.DERIVED)


def test_the_rows_of_answers_and_cards_have_the_columns_of_their_tables() -> None:
    assert ((*GIVEN, *STATE), CARD) == (tuple(tables.ANSWERS.c.keys()), tuple(tables.CARDS.c.keys()))
