"""The commands as they are listed: to list them loads none of them."""

from __future__ import annotations

from typing import NamedTuple


class Listed(NamedTuple):
    """The module that a command is in, and what it does in a line."""

    module: str
    short: str


COMMANDS = {
    "review": Listed("review", "What is due, with new questions among it"),
    "practice": Listed("practice", "Questions drawn at random, due or not"),
    "exam": Listed("exam", "A timed exam, marked when it is handed in"),
    "topics": Listed("topics", "Every topic, and how far you are with it"),
    "due": Listed("due", "What is due today and in the next two weeks"),
    "plan": Listed("plan", "When your exam is, and whether you are on track"),
    "history": Listed("history", "How you are doing, page by page; past sittings, or every answer of one"),
    "confusions": Listed("confusions", "What you mix up"),
    "regrade": Listed("regrade", "Mark anew what was asked under an earlier key"),
    "learner": Listed("learner", "Who learns here; switch, add or rename"),
    "fit": Listed("fit", "Parameters of memory fitted to your own answers; how much to recall"),
    "new": Listed("new", "A bank to start from, with a question of each kind"),
    "check": Listed("check", "What is wrong in banks, line by line"),
    "show": Listed("show", "A question as a student sees it"),
    "try": Listed("try_", "How a response would be marked, and why"),
    "banks": Listed("banks", "What is loaded, from where, and with which problems"),
    "add": Listed("add", "Load a bank of your own, or a folder of them, from now on"),
    "remove": Listed("remove", "Load a bank that was added no more; the file stays"),
    "import": Listed("import_", "Bring questions of another program into a bank"),
    "export": Listed("export", "Write a bank for another program, or hand in a learner's log"),
    "paper": Listed("paper", "An exam to be printed, in several versions, with its key"),
    "items": Listed("items", "Which questions don't work: difficulty, discrimination, the key"),
    "report": Listed("report", "A learner's history as a file: HTML, CSV, JSON, XLSX"),
    "class": Listed("class_", "How a class stands: who is stuck, who is away, down to each answer"),
    "schema": Listed("schema", "The JSON Schema of a bank, for editors"),
    "merge": Listed("merge", "Join other records with this one; nothing is lost from either"),
    "backup": Listed("backup", "Copy the record; list the copies"),
    "restore": Listed("restore", "Bring back what a backup has"),
    "verify": Listed("verify", "Whether the record is what was written"),
    "rebuild": Listed("rebuild", "Derive cards, sittings and totals anew from the log"),
    "repair": Listed("repair", "Make a sound record of what is left of a damaged one"),
    "paths": Listed("paths", "Where the record and the banks are"),
}
