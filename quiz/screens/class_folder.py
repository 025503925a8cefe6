"""In which folder the logs of a class are."""

from __future__ import annotations

from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from quiz.background import Failed
from quiz.display import display
from quiz.screens.base import Dialog


class ClassFolderDialog(Dialog[Path]):
    """Enter takes the folder that is typed, and it is remembered."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self._folder = folder

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False):
            yield Static("Which class?", classes="heading")
            yield Static(
                "The folder with the logs that students hand in (quiz export --log NAME.quizlog). Nothing in it is changed, and your "
                "own record stays as it is.",
                classes="how",
            )
            yield Input(str(self._folder or ""), placeholder="A folder, then Enter", compact=True)
            yield Static("", classes="wrong")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self._take(message.value.strip())

    @work(exclusive=True, group="take")
    async def _take(self, typed: str) -> None:
        from quiz.classes.folder import folder_named, keep_folder

        try:
            folder = await self.off_thread(lambda: folder_named(typed))
            await self.off_thread(lambda: keep_folder(self.program.where, folder))
        except (ValueError, Failed) as error:
            self.query_one(".wrong", Static).update(display(str(error)))
            return
        self.dismiss(folder)
