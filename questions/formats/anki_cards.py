"""The cards of Anki's notes as questions, each as it would be asked there.

A card is what a template makes of a note's fields, so that notes of all types come across by the same way: what is typed
becomes a short answer, what has gaps a cloze, and all else a flashcard.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from questions.formats.anki_cloze import fill_gaps, numbers_in, with_gaps
from questions.formats.anki_collection import Note, NoteType
from questions.formats.anki_own import ENTRY, give_own
from questions.formats.anki_templates import after_answer, cloze_fields, names_in, side_of
from questions.formats.drafts import Draft, Intake, Option, Unfit, at_most_a_hundred
from questions.formats.text import from_html, without_hidden

_SOUND = re.compile(r"\[sound:([^\[\]]{1,300})\]")
_SPEECH = re.compile(r"\[/?anki:tts\b[^\[\]]{0,300}\]")
# Anki makes each line a division; neither between two of them nor ahead of a list there is an empty line.
_LINE_ENDS = re.compile(r"</div>(?=\s*<(?:div|ul|ol)\b)|<[uo]l\b[^<>]*>(?=\s*<li\b)", re.IGNORECASE)
_FORMULA = re.compile(r"\\[(\[]|\[(?:latex|\$\$?)\]")
_MEDIUM = re.compile(r"\[(?:image|sound|film|page|object): [^\[\]]*\]")
_MOST_WORK = 100_000_000
"""How many characters of cards may be looked at, all in all; a bank holds no tenth of them."""

_Make = Callable[[Draft], None]


class NoteTaker:
    """Takes notes one by one into the account of a file: each card is an item."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._left = _MOST_WORK

    def take(self, where: str, note: Note) -> None:
        """Take the cards of a note; ``where`` is the note's place in the file."""
        for place, card, make in self._cards(note):
            draft = Draft(where + card, name=_beginning(note))
            if section := _section((note.decks or {}).get(place, "")):
                draft.fields["section"] = section
            self._intake.add(draft, make)

    def _cards(self, note: Note) -> Iterator[tuple[int, str, _Make]]:
        """Yield the place of each card, what tells it from the others of its note, and what makes one of our kinds of it."""
        try:
            type_, fields = _checked(note)
            numbers = sorted({number for name in _gapped(type_) for number in numbers_in(fields.get(name, ""))}) if type_.cloze else []
            at_most_a_hundred(len(numbers))
        except Unfit as refusal:
            yield 0, "", partial(_refuse, str(refusal))
            return
        if type_.cloze:
            for number in numbers:
                yield number - 1, f", card {number}" if len(numbers) > 1 else "", partial(self._fill, note, type_, fields, number)
            if not numbers:
                yield 0, "", partial(_refuse, "It is a text with gaps, but has none.")
            return
        made = [place for place in range(len(type_.templates)) if not note.decks or place in note.decks]
        for place in made:
            card = f", card {place + 1}" if len(made) > 1 else ""
            yield place, card, partial(self._ask, note, type_, fields, place, place == made[0])
        if not made:
            yield 0, "", partial(_refuse, "No card is made of it.")

    def _ask(self, note: Note, type_: NoteType, fields: Mapping[str, str], place: int, first: bool, draft: Draft) -> None:
        if give_own(type_.fields, note.fields, draft):
            return
        template = type_.templates[place]
        front, back = side_of(template.front, fields), side_of(template.back, fields, back=True)
        draft.prompt = self._text(draft, front.shown)
        before, after = (_without(self._text(draft, part), draft.prompt) for part in after_answer(back.shown))
        answer = "\n".join(filter(None, [before, after]))
        if not draft.prompt:
            draft.prompt, answer = ([self._text(draft, text) for text in note.fields if text.strip()] + ["", ""])[:2]
            draft.note("Its front shows nothing by itself; the first two fields of the note were taken.")
        draft.name = draft.prompt or draft.name
        if hints := [text for hint in front.hints if (text := self._text(draft, hint))]:
            draft.fields["hint"] = "\n".join(hints)
        _tell(draft, note)
        if first:
            _tell_hidden_fields(draft, type_, fields)
        else:
            draft.note("It is another card of the same note.")
        _refuse_bare_media(draft.prompt, "front")
        if front.typed:
            draft.type_text([Option(self._text(draft, fields.get(front.typed[0], "")), 100)])
            draft.explain(answer)
        else:
            _refuse_bare_media(answer, "back")
            draft.recall(answer)

    def _fill(self, note: Note, type_: NoteType, fields: Mapping[str, str], number: int, draft: Draft) -> None:
        if give_own(type_.fields, note.fields, draft):
            return
        template = type_.templates[0]

        def gapped(text: str) -> str:
            self._spend(text)
            return with_gaps(text, number)

        front = self._text(draft, side_of(template.front, fields, gapped).shown)
        around = self._text(draft, side_of(template.front, fields, lambda _: "").shown)
        back = self._text(draft, side_of(template.back, fields, lambda _: "", back=True).shown)
        _tell(draft, note)
        _tell_hidden_fields(draft, type_, fields)
        fill_gaps(draft, front)
        draft.name = draft.prompt
        _refuse_bare_media(draft.prompt, "text")
        draft.explain(_without(back, around))

    def _text(self, draft: Draft, html: str) -> str:
        self._spend(html)

        def sound(found: re.Match[str]) -> str:
            draft.note(f"The sound “{found[1][:100]}” is named in the text; it is not brought along.")
            return f"[sound: {found[1][:100]}]"

        if _FORMULA.search(html):
            draft.note("Formulas stand as they are typed, in LaTeX.")
        html = _LINE_ENDS.sub("", _SOUND.sub(sound, _SPEECH.sub("", html)))
        return without_hidden(from_html(html, draft.note), draft.note).strip()

    def _spend(self, text: str) -> None:
        self._left -= len(text)
        if self._left < 0:
            raise Unfit("The cards before it were too large all together for the rest to be read.")


def _refuse(why: str, _draft: Draft) -> None:
    raise Unfit(why)


def _checked(note: Note) -> tuple[NoteType, Mapping[str, str]]:
    """Return the type of a note and its fields by name; raises Unfit."""
    type_ = note.type
    if type_ is None or not type_.templates or not any(text.strip() for text in note.fields):
        raise Unfit("It is a note without a type, a template or a text.")
    if type_.name.casefold().startswith("image occlusion") or any("image-occlusion:" in text for text in note.fields):
        raise Unfit("It is an image occlusion: it hides parts of an image, and images are not brought along.")
    return type_, dict(zip(type_.fields, note.fields, strict=False))


def _gapped(type_: NoteType) -> list[str]:
    return list(dict.fromkeys(name for template in type_.templates[:1] for name in cloze_fields(template.front)))


def _section(deck: str) -> str:
    return "" if deck == "Default" else " / ".join(part.strip() for part in deck.split("::") if part.strip())


def _beginning(note: Note) -> str:
    return from_html(next((text for text in note.fields if text.strip()), "")[:500], lambda _: None)


def _without(text: str, front: str) -> str:
    """Return a back without the front that many repeat on it."""
    if not front or not text.startswith(front):
        return text
    rest = text[len(front) :]
    return rest.strip() if not rest or rest[0].isspace() else text


def _tell(draft: Draft, note: Note) -> None:
    if note.tags:
        draft.note(f"Tags are not kept: {', '.join(note.tags)[:300]}.")


def _tell_hidden_fields(draft: Draft, type_: NoteType, fields: Mapping[str, str]) -> None:
    shown = {name for template in type_.templates for name in names_in(template.front) | names_in(template.back)}
    for name, text in fields.items():
        if name not in shown and name != ENTRY and text.strip():
            draft.note(f"The field “{name[:60]}” is on no card, and is not kept.")


def _refuse_bare_media(text: str, side: str) -> None:
    bare, media = _MEDIUM.subn("", text)
    if media and not re.search(r"\w", bare):
        raise Unfit(f"Its {side} is nothing but an image or a sound, which is not brought along.")
