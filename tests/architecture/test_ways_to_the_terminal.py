"""The source of the program: text gets to the terminal by a few doors, and each of them cleans it.

Widgets have a rule of their own, in ``tests/ui/test_text_reaches_widgets.py``. Here is looked for every other way: whatever
prints, writes to a file, or hands Textual text that it would print itself.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import quiz

ROOT = Path(quiz.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))
WAYS = {
    "print", "input", "echo", "secho", "echo_via_pager", "prompt", "write", "writelines", "write_text", "write_bytes",
    "showwarning", "warn", "print_exc", "print_exception", "format_exc", "panic", "from_markup", "from_ansi", "Console", "Markdown",
    "copy_to_clipboard", "open_url", "deliver_text", "getLogger", "basicConfig", "excepthook", "suspend",
}  # fmt: skip
"""Calls by whose names text may get to the terminal, or to where it is read as markup."""
CLEANING = {"clean", "one_line", "fitted", "display", "cell"}
DOORS = {
    ("cli", "_tell"): "cleans",
    ("readout", "say"): "cleans",
    ("readout", "say_pieces"): "cleans",
    ("readout", "hand_on"): "cleans what goes to a terminal; a pipe gets the file as it is, which was asked for",
    ("readout", "complain"): "cleans",
    ("readout", "print_json"): "cleans",
    ("readout", "print_csv"): "is given cells that `_cell` has cleaned",
    ("plain.lines", "_write"): "is given what `say` has cleaned, and prompts that stand in the source",
    ("plain.timed", "_put"): "calls its own write, which is of drafts",
    ("plain.timed", "pause"): "calls its own write, which is of drafts",
    ("plain.sitting", "_answer"): "calls its own write, which is of answers",
    ("plain.sitting", "_write_at_last"): "calls its own write, which is of answers",
    ("terminal", "write"): "hands on what Textual has drawn",
    ("places", "keep_json"): "writes a file",
    ("screens.base", "edit"): "lends the terminal to the learner's own editor",
    ("mishap", "noted"): "writes a file",
    ("files", "save"): "writes a file",
    ("files", "rewrite"): "writes a file",
}
"""Where such a call may stand, and why it does no harm."""


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)


def found(tree: ast.AST) -> list[tuple[str, ast.AST]]:
    """Return each call by which text may get out, with the function it stands in."""
    ways: list[tuple[str, ast.AST]] = []

    def look(node: ast.AST, within: str) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            within = node.name
        if isinstance(node, ast.Call):
            leaves = called(node) in ("exit", "SystemExit") and node.args and not is_status(node.args[0])
            marked = any(each.arg == "markup" and not is_false(each.value) for each in node.keywords)
            if called(node) in WAYS or leaves or marked:
                ways.append((within, node))
        for child in ast.iter_child_nodes(node):
            look(child, within)

    look(tree, "")
    return ways


def is_status(value: ast.expr) -> bool:
    return (isinstance(value, ast.Constant) and isinstance(value.value, int)) or (isinstance(value, ast.Name) and value.id == "status")


def is_false(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is False


def cleans(tree: ast.AST, function: str) -> bool:
    """Whether a function of a module calls what makes text clean."""
    bodies = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == function]
    return any(isinstance(node, ast.Call) and called(node) in CLEANING for body in bodies for node in ast.walk(body))


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_text_gets_to_the_terminal_by_the_doors_alone(path: Path) -> None:
    module = module_of(path)
    assert [f"line {node.lineno}: {ast.unparse(node)}" for name, node in found(parsed(path)) if (module, name) not in DOORS] == []


@pytest.mark.parametrize(("module", "function"), [door for door, why in DOORS.items() if why == "cleans"])
def test_a_door_that_is_said_to_clean_does(module: str, function: str) -> None:
    assert cleans(parsed(ROOT / f"{module.replace('.', '/')}.py"), function)


@pytest.mark.parametrize(("module", "function"), DOORS)
def test_every_door_is_used(module: str, function: str) -> None:
    assert function in [name for name, _ in found(parsed(ROOT / f"{module.replace('.', '/')}.py"))]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "line",
    [
        "print(bank.title)",
        "click.echo(prompt)",
        "click.secho(prompt, fg='red')",
        "sys.stdout.write(prompt)",
        "sys.__stderr__.buffer.write(prompt.encode())",
        "os.write(1, prompt.encode())",
        "self.out.writelines(lines)",
        "sys.exit(str(error))",
        "self.exit(message=prompt) if 0 else raise_(SystemExit(prompt))",
        "app.panic(prompt)",
        "Content.from_markup(prompt)",
        "Text.from_ansi(prompt)",
        "Static(prompt, markup=True)",
        "logging.getLogger().error(prompt)",
        "warnings.warn(prompt)",
        "traceback.print_exc()",
    ],
)
def test_another_way_is_found(line: str) -> None:
    assert [name for name, _ in found(ast.parse(f"def shown():\n    {line}"))] == ["shown"]


@pytest.mark.parametrize("line", ["sys.exit(status)", "self.exit(0)", "say(prompt)", "self.notify(text, markup=False)"])
def test_what_is_no_way_is_not_found(line: str) -> None:
    assert found(ast.parse(f"def shown():\n    {line}")) == []
