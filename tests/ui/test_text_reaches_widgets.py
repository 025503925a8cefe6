"""The source of the program: nothing that is not written in it reaches a widget as a plain string.

A plain string is read as markup, and markup from a bank can crash the program or run an action. So whatever a widget is
given must be a constant, or come from ``display``, ``cell``, ``Content`` or ``Text``.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import quiz

SOURCES = [path for path in sorted(Path(quiz.__file__).parent.rglob("*.py")) if "textual" in path.read_text("utf-8")]
SAFE_CALLS = {"display", "cell", "Content", "Content.assemble", "Content.styled", "Text", "Text.assemble"}
WIDGETS = {"Static", "Label", "Button", "Option", "Selection", "Who", "Link", "Markdown", "Tooltip", "Collapsible"}
METHODS = {"update", "add_option", "add_options", "add_column", "add_row", "set_options", "write", "replace_option_prompt_at_index"}
KINDS = ("Content", "Text")
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
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name) and is_safe(node.value, known):
            known.add(node.targets[0].id)
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
        if method in METHODS and node.args and not is_safe(node.args[-1], known):
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
