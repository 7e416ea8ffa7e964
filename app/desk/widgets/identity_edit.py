"""The field for an identity number 身份证号 or a unified social credit code 统一社会信用代码.

It shows the number grouped for reading and gives it ungrouped. It repairs only how a number was typed (full width,
spaces, “.” or “*” for X on the number pad), never what it says: no check digit is ever proposed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt

from app.desk.widgets.text_edit import LineEdit, without_controls

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

Kind = Literal["citizen", "uscc"]
LENGTH = 18
_GROUPS: dict[Kind, tuple[int, ...]] = {"citizen": (6, 14, 18), "uscc": (8, 18)}
_PAD_X = frozenset(".*。．＊·")


def normalised(text: str, kind: Kind = "citizen") -> str:
    """Return a number as it is meant: half width, upper case, no separators, “.” or “*” at place 18 as X."""
    plain = unicodedata.normalize("NFKC", without_controls(text)).upper()
    kept = re.sub(r"[\s\-_]", "", plain)
    if kind == "citizen" and len(kept) == LENGTH and kept[-1] in _PAD_X:
        kept = kept[:-1] + "X"
    return re.sub(r"[^0-9A-Z]", "", kept)


def grouped(number: str, kind: Kind = "citizen") -> str:
    """Return a number grouped for reading: 500106 19900307 4535, 92500106 MA600ABC3J."""
    ends = _GROUPS[kind]
    starts = (0, *ends[:-1])
    parts = [number[start:end] for start, end in zip(starts, ends, strict=True)] + [number[ends[-1] :]]
    return " ".join(part for part in parts if part)


class IdentityEdit(LineEdit):
    """Groups while typing; the cursor stays beside the character it stood at."""

    def __init__(self, kind: Kind = "citizen", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._kind: Kind = kind
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferUppercase | Qt.InputMethodHint.ImhNoPredictiveText)

    def value(self) -> str:
        """Return the number without spaces, upper case."""
        return normalised(self.text(), self._kind)

    def set_value(self, value: str) -> None:
        """Show a number, grouped."""
        if value != self.value():
            self.setText(grouped(normalised(value, self._kind), self._kind))

    def set_kind(self, kind: Kind) -> None:
        """Group as `kind` from now on; what is entered stays."""
        number = self.value()
        self._kind = kind
        self.setText(grouped(number, kind))

    def clean(self, text: str) -> str:
        """Take pasted text as a number."""
        return normalised(text, self._kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On the number pad “.” or “*” is X, at the last place only; elsewhere it is not taken."""
        if self._kind == "citizen" and event.text() and event.text() in _PAD_X:
            if self._at_last_place():
                self.insert_text("X")
            return
        super().keyPressEvent(event)

    def _at_last_place(self) -> bool:
        before = normalised(self.text()[: self.cursorPosition()], "uscc")
        rest = self.text()[self.cursorPosition() :].replace(self.selectedText(), "", 1).strip()
        return len(before) - len(normalised(self.selectedText(), "uscc")) <= LENGTH - 1 == len(before) and not rest

    def _announce(self, _text: str = "") -> None:
        typed, cursor = self.text(), self.cursorPosition()
        before = len(normalised(typed[:cursor], "uscc"))
        shown = grouped(normalised(typed, self._kind), self._kind)
        if shown != typed:
            self.setText(shown)
            self.setCursorPosition(_place_after(shown, before))
        self.edited.emit(self.value())


def _place_after(shown: str, characters: int) -> int:
    seen = 0
    for place, character in enumerate(shown):
        if seen == characters:
            return place
        seen += character != " "
    return len(shown)
