from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlmodel import SQLModel

from progress.database import HEAD, Connection, database_at, migrate
from progress.engine import make_engine
from progress.errors import NotSaved, ProgressError
from progress.migrations import configuration
from progress.moment import Moment
from progress.sqlite import SQLite, connect
from progress.store import Store
from progress.tables import DERIVED, META, TRUTH, table_of

NO_ADDRESS = r"^This is not the address of a database; write sqlite:///FILE or postgresql://USER@HOST/NAME\.$"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A SQLite record that a program wrote and closed."""
    file = tmp_path / "progress.db"
    Store.open(f"sqlite:///{file}", "laptop").close()
    return file


def sqlite_execute(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


# -- how SQLite is set


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)],  # synchronous: 2 is FULL
)
@pytest.mark.parametrize("number", [1, 2])
def test_every_connection_to_sqlite_is_set_for_safety(file: Path, pragma: str, value: object, number: int) -> None:
    database = SQLite(str(file))
    with ExitStack() as open_:
        connections = [open_.enter_context(database.reading()) for _ in range(number)]
        assert connections[-1].run(f"PRAGMA {pragma}").scalar() == value
    database.close()


def lock_taken_by(file: Path, transaction: AbstractContextManager[Connection]) -> bool:
    """Whether the transaction that was just begun already keeps others from writing."""
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    with transaction:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        else:
            return False
        finally:
            other.close()


@pytest.mark.parametrize("writes", [True, False])
def test_a_transaction_that_writes_takes_the_lock_when_it_begins(file: Path, writes: bool) -> None:
    database = SQLite(str(file))
    assert lock_taken_by(file, database.writing() if writes else database.reading()) == writes
    database.close()


def test_a_record_in_the_old_journal_mode_is_switched(file: Path, noon: Moment) -> None:
    sqlite_execute(file, "PRAGMA journal_mode=DELETE")
    Store.open(f"sqlite:///{file}", "laptop").close()
    connection = sqlite3.connect(file)
    mode = connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()
    assert mode == ("wal",)


# -- migrations


def test_the_migrations_give_what_the_models_say(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_migrations_give_the_primary_keys_of_the_models(engine: Engine) -> None:
    # compare_metadata does not look at them.
    found = {table: inspect(engine).get_pk_constraint(table)["constrained_columns"] for table in SQLModel.metadata.tables}
    assert found == {table.name: list(table.primary_key.columns.keys()) for table in map(table_of, META + TRUTH + DERIVED)}


def test_the_program_writes_the_newest_revision(engine: Engine) -> None:
    with engine.connect() as connection:
        assert ScriptDirectory.from_config(configuration(connection)).get_heads() == [HEAD]


def test_a_new_database_is_brought_to_the_newest_revision(bare_url: str) -> None:
    database = database_at(bare_url)
    migrate(database)
    with database.reading() as connection:
        assert list(connection.run("SELECT version_num FROM alembic_version").scalars()) == [HEAD]
    database.close()


def test_a_database_that_is_up_to_date_is_left_alone(file: Path) -> None:
    before = file.read_bytes()
    Store.open(f"sqlite:///{file}", "laptop").close()
    assert file.read_bytes() == before


FAIL_HALFWAY = (
    """
    CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands() WHERE object_identity = 'public.drafts') THEN
            RAISE 'could not extend file: No space left on device';
        END IF;
    END $$
    """,
    "CREATE EVENT TRIGGER refuse ON ddl_command_end EXECUTE FUNCTION refuse()",
)


def with_room_for_half(file: Path) -> sqlite3.Connection:
    connection = connect(file)
    connection.execute("PRAGMA max_page_count=20")  # the tables need 35 pages
    return connection


def test_a_migration_that_fails_halfway_leaves_nothing_behind(bare_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(bare_url)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            for statement in FAIL_HALFWAY:
                connection.exec_driver_sql(statement)
    else:
        monkeypatch.setattr("progress.engine.connect", with_room_for_half)
    with pytest.raises(NotSaved, match=r"^The disk is full, or it failed\. Make room, then try again\.$"):
        migrate(database_at(bare_url))
    tables = inspect(engine).get_table_names()
    engine.dispose()
    assert tables == []


MIGRATE_WHEN_TOLD = """
import sys
import progress.migrations
from progress.database import database_at, migrate
database = database_at(sys.argv[1])
with database.reading():
    pass
print("ready", flush=True)
sys.stdin.readline()
migrate(database)
database.close()
"""


def test_programs_may_migrate_a_new_database_at_once(bare_url: str) -> None:
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", MIGRATE_WHEN_TOLD, bare_url]
    programs = [subprocess.Popen(command, **pipes) for _ in range(4)]
    assert [program.stdout.readline() for program in programs] == ["ready\n"] * 4
    for program in programs:
        program.stdin.write("\n")
        program.stdin.flush()
    assert [program.communicate(timeout=50) for program in programs] == [("", "")] * 4


# -- what is refused


LATER = (
    r"^This record was written by a later version of the program; it can be looked at, but nothing can be added\. "
    r"It needs version 9\.1\.0 or later to go on with it\.$"
)


@pytest.fixture
def later_url(bare_url: str) -> str:
    """A record of a later version of the program, with Ann in it."""
    store = Store.open(bare_url, "laptop")
    store.add_learner("Ann", Moment.now())
    store.close()
    engine = make_engine(bare_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("UPDATE about SET value = '9.1.0'"))
    engine.dispose()
    return bare_url


def test_a_record_of_a_later_version_can_be_read(later_url: str) -> None:
    store = Store.open(later_url, "laptop")
    assert [learner.name for learner in store.learners()] == ["Ann"]
    store.close()


def test_nothing_is_added_to_a_record_of_a_later_version_and_what_it_needs_is_said(later_url: str) -> None:
    store = Store.open(later_url, "laptop")
    with pytest.raises(NotSaved, match=LATER):
        store.add_learner("Ben", Moment.now())
    store.close()


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_record_of_a_later_version_is_left_as_it_is_to_the_last_byte(file: Path, mode: str) -> None:
    sqlite_execute(file, f"PRAGMA journal_mode={mode}", "UPDATE alembic_version SET version_num = '9999'")
    before = file.read_bytes()
    store = Store.open(f"sqlite:///{file}", "laptop")
    store.learners()
    store.close()
    assert (file.read_bytes(), [path.name for path in file.parent.iterdir()]) == (before, [file.name])


def test_a_record_whose_revision_never_was_is_said_to_be_damaged(file: Path) -> None:
    sqlite_execute(file, "UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(ProgressError, match=r"^This record is of a revision that never was, 0000: it is damaged\. quiz repair"):
        Store.open(f"sqlite:///{file}", "laptop")


def test_the_database_of_another_program_is_refused(bare_url: str) -> None:
    engine = make_engine(bare_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE log (line VARCHAR)"))
    with pytest.raises(ProgressError, match=r"^This is the database of another program; nothing was changed in it\."):
        Store.open(bare_url, "laptop")
    tables = inspect(engine).get_table_names()
    engine.dispose()
    assert tables == ["log"]


def test_the_database_of_another_program_is_left_as_it_is_to_the_last_byte(tmp_path: Path) -> None:
    file = tmp_path / "bookmarks.db"
    sqlite_execute(file, "CREATE TABLE bookmarks (id INTEGER)")
    before = file.read_bytes()
    with pytest.raises(ProgressError):
        Store.open(f"sqlite:///{file}", "laptop")
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "progress.db"
    file.write_bytes(b"Dear diary, " * 500)
    with pytest.raises(NotSaved, match=r"^The record is damaged\. quiz repair sets the file aside and keeps all that is sound\.$"):
        Store.open(f"sqlite:///{file}", "laptop")
    assert file.read_bytes() == b"Dear diary, " * 500


def test_an_empty_file_is_a_new_record(tmp_path: Path) -> None:
    (tmp_path / "progress.db").touch()
    store = Store.open(f"sqlite:///{tmp_path / 'progress.db'}", "laptop")
    assert store.learners() == ()
    store.close()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nonsense",
        "progress.db",
        "sqlite:",
        "sqlite://",
        "sqlite://host/file",
        "mysql://ann@host/quiz",
        "oracle://host",
        "http://host/quiz",
        "postgres://ann@host/quiz",
        "postgresql:",
        "postgresql://ann@host:port/quiz",
        "postgresql+nothing://host/quiz",
        "sqlite+nothing:///file",
    ],
)
def test_an_address_that_is_none_is_said_to_be_so(address: str) -> None:
    with pytest.raises(ProgressError, match=NO_ADDRESS):
        Store.open(address, "laptop")


@pytest.mark.parametrize("address", ["sqlite:///", "sqlite:///:memory:"])
def test_a_record_cannot_be_kept_in_memory(address: str) -> None:
    with pytest.raises(ProgressError, match=r"^A record that is kept in memory is none: name a file, sqlite:///FILE\.$"):
        Store.open(address, "laptop")


@pytest.mark.parametrize("name", ["what?", "100%", "a%20b", "#1", "a b", "é", "q?mode=ro", "ann@home:1"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    Store.open(f"sqlite:///{folder / 'progress.db'}", "laptop").close()
    assert [path.name for path in folder.iterdir()] == ["progress.db"]


def test_a_folder_that_is_missing_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match=r"^The record cannot be opened: its folder is missing, or may not be read\."):
        Store.open(f"sqlite:///{tmp_path / 'nowhere' / 'progress.db'}", "laptop")


CONNECT = """
from progress.engine import make_engine
try:
    make_engine("postgresql://ann@host/quiz")
except Exception as error:
    print(error)
"""


def test_a_driver_that_is_missing_is_named(tmp_path: Path) -> None:
    # A package of the same name that cannot be loaded, in an interpreter of its own: as on a machine without it.
    (tmp_path / "psycopg.py").write_text("raise ImportError('no pq wrapper available')")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", CONNECT], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "PostgreSQL needs one more package: pip install 'canada-us-quiz[postgresql]'.\n"


def test_a_server_that_does_not_answer_is_said_to_be_so() -> None:
    with pytest.raises(NotSaved, match=r"^The database server does not answer\. Check that it runs and that its address is right\.$"):
        Store.open("postgresql://ann@127.0.0.1:1/quiz", "laptop")


def test_a_database_that_the_server_has_not_is_said_to_be_so(postgresql: Callable[[str], str]) -> None:
    with pytest.raises(NotSaved, match=r"^The database server has no database of this name\. Create it, or correct the address\.$"):
        Store.open(postgresql("nowhere"), "laptop")


def test_a_user_whom_the_server_does_not_know_is_said_to_be_so(postgresql: Callable[[str], str]) -> None:
    with pytest.raises(NotSaved, match=r"^The database server does not let this user in\."):
        Store.open(postgresql("record").replace("postgres:@", "eve:@"), "laptop")


# -- what cannot be written


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into read-only folders")
def test_a_folder_that_is_read_only_is_said_to_be_so(file: Path, noon: Moment) -> None:
    store = Store.open(f"sqlite:///{file}", "laptop")
    store.close()
    file.chmod(0o400)
    file.parent.chmod(0o500)
    with pytest.raises(NotSaved, match=r"^The record cannot be (written|opened): its f"):
        store.add_learner("Ann", noon)
    file.parent.chmod(0o700)


def test_a_record_that_is_read_only_is_said_to_be_so(file: Path, noon: Moment) -> None:
    # By the database's own word rather than the folder's, so that root is told the same.
    store = Store.open(f"sqlite:///{file}", "laptop")
    with store._database.reading() as connection:
        connection.run("PRAGMA query_only=ON")
    with pytest.raises(NotSaved, match=r"^The record cannot be written: its file or folder is read-only\."):
        store.add_learner("Ann", noon)
    store.close()


HOLD = {"sqlite": "DELETE FROM log WHERE seq = 0", "postgresql": "LOCK TABLE settings"}


def test_a_record_that_another_program_holds_is_said_to_be_so(ann: Any, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = ann.store._database.dialect
    monkeypatch.setattr("progress.sqlite.BUSY_SECONDS", 0)
    if kind == "postgresql":
        with ann.store._database.writing() as connection:
            connection.run("SET lock_timeout = 1")
    other = make_engine(url)
    with other.connect() as connection:
        connection.exec_driver_sql(HOLD[kind])
        with pytest.raises(NotSaved, match=r"^Another program is using the record\. Close it, or try again in a moment\.$"):
            ann.answers()
    other.dispose()
    assert ann.answers().before is None
