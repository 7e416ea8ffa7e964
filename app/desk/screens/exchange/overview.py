"""The left column of the exchange page: how the connection stands, with whom, the clock, the catalogue, the journals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from app.desk.link import link_words
from app.desk.widgets.card import Card, text_label
from app.desk.widgets.restyle import restyle
from app.desk.widgets.section import Column, SectionHeader, rule

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from app.desk.screens.exchange.presenter import ExchangePresenter


class Overview(Column):
    """Shows what the presenter holds."""

    def __init__(self) -> None:
        self.head = SectionHeader("")
        super().__init__(self.head)
        self.head.set_title(self.tr("传输"))
        self.state = Card()
        self.lead = self.state.add_line("", "strong")
        self.more = self.state.add_line("", "small")
        self.body.addWidget(self.state)
        self.body.addSpacing(6)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self.body.addLayout(self._facts)
        self.body.addSpacing(6)
        self.body.addWidget(rule())
        self.chains_title = text_label(self.tr("本机的日志"), "section")
        self.body.addWidget(self.chains_title)
        self._chains = QVBoxLayout()
        self._chains.setSpacing(6)
        self.body.addLayout(self._chains)
        self._shown: object = None

    def show_link(self, page: ExchangePresenter) -> None:
        """Show how the connection stands."""
        words = link_words(page.link, page.now())
        lines = words.tip.split("\n")
        self.lead.setText(lines[0])
        restyle(self.lead, "kind", "" if words.kind == "plain" else words.kind)
        self.more.setText("\n".join(line for line in lines[1:] if page.link.server not in line or not page.link.server))
        self.more.setVisible(len(lines) > 1)
        self.state.set_kind(words.kind)

    def show_page(self, page: ExchangePresenter) -> None:
        """Show server, device, clock, catalogue and journals; nothing is made anew where nothing changed."""
        facts = page.facts()
        chains = [(chain, page.chain_words(chain)) for chain in page.view.chains]
        if (facts, chains) == self._shown:
            return
        self._shown = (facts, chains)
        _clear(self._facts)
        for place, (label, value, kind) in enumerate(facts):
            name = text_label(label, "small")
            name.setWordWrap(False)
            self._facts.addWidget(name, place, 0)
            self._facts.addWidget(text_label(value, "", kind), place, 1)
        _clear(self._chains)
        for chain, (first, second) in chains:
            self._chains.addWidget(text_label(first, "", "bad" if chain.needs_person else ""))
            if second:
                self._chains.addWidget(text_label(second, "small"))
        self.chains_title.setVisible(bool(chains))


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
