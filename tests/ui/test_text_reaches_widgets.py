"""The source of the program: nothing that is not written in it reaches a widget as a plain string.

A plain string is read as markup, and markup from a bank can crash the program or run an action. So whatever a widget is
given must be a constant, or come from ``display``, ``cell``, ``Content`` or ``Text``.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import quiz

DOORS = ("display", "mishap", "terminal")
"""What makes text safe, what writes to a file, what hands on what is drawn."""
SOURCES = [
    path for path in sorted(Path(quiz.__file__).parent.rglob("*.py")) if "textual" in path.read_text("utf-8") and path.stem not in DOORS
]
SAFE_CALLS = {"display", "cell", "Content", "Content.assemble", "Content.styled", "Text", "Text.assemble"}
WIDGETS = {"Static", "Label", "Button", "Option", "Selection", "Who", "Link", "Markdown", "Tooltip", "Collapsible"}
METHODS = {"update", "add_option", "add_options", "add_column", "add_row", "set_options", "write", "replace_option_prompt_at_index"}
KINDS = ("Content", "Text")
MADE = {"Content", "Content.styled", "Content.assemble", "Text", "Text.assemble"}
OURS = {
    "glance.bar(topic, bar)", "topic.learned", "topic.questions", "colour",  # signs and numbers
    "sign", "word", "score",  # of a verdict
    "heading", "key", "what",  # of the table of keys
    "(part for piece in pieces for part in piece)",  # the names of keys and of what they do
}  # fmt: skip
"""What stands in the source, though not where it is used."""
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "label", "title", "sub_title"}


def name_of(call: ast.expr) -> str:
    return ast.unparse(call)


def is_safe(value: ast.expr, known: set[str]) -> bool:
    """Whether what a widget is given can't be read as markup."""
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.Starred):
        return is_safe(value.value, known)
    if isinstance(value, ast.IfExp):
        return is_safe(value.body, known) and is_safe(value.orelse, known)
    if isinstance(value, (ast.GeneratorExp, ast.ListComp)):
        return is_safe(value.elt, known)
    if isinstance(value, (ast.List, ast.Tuple)):
        return all(is_safe(each, known) for each in value.elts)
    if isinstance(value, ast.Name):
        return value.id in known or value.id.isupper()
    if isinstance(value, ast.Call):
        called = name_of(value.func)
        joined = isinstance(value.func, ast.Attribute) and value.func.attr == "join" and is_safe(value.func.value, known)
        made_safe = isinstance(value.func, ast.Attribute) and value.func.attr in known
        wrapped = called in WIDGETS and all(is_safe(argument, known) for argument in value.args[:1])
        return called in SAFE_CALLS or called in known or joined or made_safe or wrapped
    return False


def is_key(value: ast.expr) -> bool:
    """Whether an argument of a table's method says only which row or column is meant."""
    return ast.unparse(value) in ("key", "index", "width", "message.option_index")


def is_made(value: ast.expr, known: set[str]) -> bool:
    """Whether what a ``Content`` or ``Text`` is made of can hold no text from a bank: those don't clean it."""
    if isinstance(value, (ast.Tuple, ast.Starred, ast.IfExp)):
        parts = {ast.Tuple: ("elts",), ast.Starred: ("value",), ast.IfExp: ("body", "orelse")}[type(value)]
        found = [getattr(value, part) for part in parts]
        return all(is_made(part, known) for part in (found[0] if isinstance(value, ast.Tuple) else found))
    if isinstance(value, ast.JoinedStr):
        return all(is_made(part.value, known) for part in value.values if isinstance(part, ast.FormattedValue))
    return is_safe(value, known) or ast.unparse(value) in OURS


def returns_safely(tree: ast.AST) -> set[str]:
    """Return the functions that are declared to return ``Content`` or ``Text``, and the names that are declared so."""
    safe = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.returns is not None and any(kind in name_of(node.returns) for kind in KINDS):
            safe.add(node.name)
        if isinstance(node, ast.FunctionDef):
            arguments = ((each.arg, name_of(each.annotation)) for each in node.args.args if each.annotation is not None)
            safe |= {name for name, kind in arguments if kind in ("Content", "Text", "tuple[Text, ...]")}
        if isinstance(node, ast.AnnAssign) and any(kind in name_of(node.annotation) for kind in KINDS):
            safe.add(name_of(node.target))
    return safe


def unsafe(tree: ast.AST) -> list[str]:
    """Return the places at which a plain string that isn't a constant could reach a widget."""
    known = returns_safely(tree)
    # Names that only ever hold what is safe, e.g. ``lines = [display(…)]``.
    held: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            held.setdefault(node.targets[0].id, []).append(node.value)
    known |= {name for name, values in held.items() if all(is_safe(value, known) for value in values)}
    found = []
    for node in ast.walk(tree):
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES and not is_safe(node.value, known):
            found.append(node)
        if not isinstance(node, ast.Call):
            continue
        called = name_of(node.func)
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        named = {each.arg: each.value for each in node.keywords}
        if method == "notify" and not (isinstance(named.get("markup"), ast.Constant) and named["markup"].value is False):
            found.append(node)
        off = isinstance(named.get("markup"), ast.Constant) and named["markup"].value is False
        if called in WIDGETS and node.args and not off and not is_safe(node.args[0], known):
            found.append(node)
        if method in METHODS and not all(is_safe(each, known) for each in node.args if not is_key(each)):
            found.append(node)
        if called in MADE and not all(is_made(each, known) for each in node.args):
            found.append(node)
    return [f"line {node.lineno}: {ast.unparse(node)}" for node in found]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_nothing_reaches_a_widget_as_a_plain_string(path):
    assert unsafe(ast.parse(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "self.query_one('#a', Static).update(f'{question.prompt}')",
        "widget.update(prompt)",
        "Static(question.prompt)",
        "self.notify(str(failure))",
        "self.notify('fixed', severity='error')",
        "panel.border_title = bank.title",
        "Option(learner.name)",
        "table.add_row(title)",
        "table.add_row(title, cell(number))",
        "widget.update(Content(bank.title))",
        "widget.update(Content.assemble(('Answer: ', 'bold'), f'{answer}'))",
        "if a:\n    shown = display(title)\nelse:\n    shown = title\nwidget.update(shown)",
    ],
)
def test_what_must_not_be_is_found(line):
    assert len(unsafe(ast.parse(line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "widget.update(display(prompt))",
        "Static('fixed')",
        "self.notify(str(failure), markup=False)",
        "lines = [display(a)]\nwidget.update(Content('').join(lines))",
        "table.add_row(cell(title))",
    ],
)
def test_what_may_be_is_not_found(line):
    assert unsafe(ast.parse(line)) == []
