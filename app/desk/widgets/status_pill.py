"""A rounded word of state: the connection, the ticket."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desk.widgets.restyle import restyle

Kind = Literal["good", "caution", "bad", "plain", "primary"]


class StatusPill(QLabel):
    """Shows a state in a word and a colour; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Pill")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_state(self, kind: Kind, text: str, *, dot: bool = False) -> None:
        """Show `text` in the colour of `kind`; `dot` puts the connection's dot before it."""
        restyle(self, "kind", kind)
        self.setText(f"●  {text}" if dot else text)
        self.setToolTip(text)
        self.setVisible(bool(text))
