"""Parts that several documents share: the salutation, numbered rows, the table of materials."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import or_dash
from app.receipts.fonts import font_book
from app.receipts.grid import Cell, Grid, facts_grid, list_grid
from app.receipts.page import WIDTH
from app.receipts.text import Span, plain, strong
from app.receipts.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.domain.documents.kinds import DocumentKind
    from app.receipts.data import FieldLine, ItemRef, Ledger, MaterialLine
    from app.receipts.flow import Block
    from app.receipts.page import Density
    from app.receipts.text import Align, Spans, TextBlock
    from app.receipts.wording import Wording

    Shape = Sequence[tuple[str, float, Align]]


class IncompletePaper(ValueError):
    """A paper is never printed without what it is there to say."""


class IncompleteRefusal(IncompletePaper):
    """A refusal without reasons, basis or remedies is never printed (LAW-38-2, LAW-32-2 by analogy)."""


def owed(title: str, said: Iterable[tuple[str, str]], error: type[IncompletePaper] = IncompletePaper) -> None:
    """Raise `error` naming each of what the paper owes its reader (label and text) that is empty."""
    missing = [label for label, text in said if not text.strip()]
    if missing:
        raise error(f"{title}缺少：{'、'.join(missing)}。补齐后才能打印。")


def paragraphs(density: Density, spans: Spans) -> list[TextBlock]:
    """A text that people typed as paragraphs: each of its lines is one."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *rest = span.text.splitlines() or [""]
        lines[-1].append(Span(first, span.bold))
        lines += [[Span(line, span.bold)] for line in rest]
    told = [tuple(span for span in line if span.text) for line in lines if any(s.text.strip() for s in line)]
    return [density.body(line, after=None if n == len(told) else 0) for n, line in enumerate(told, 1)]


def ended(text: str) -> str:
    """A text that people typed, as sentences: with a full stop where it has none."""
    told = text.strip()
    return told if not told or told[-1] in "。！？；" else f"{told}。"


def letter(density: Density, name: str) -> TextBlock:
    """The salutation, flush left, with the colon."""
    return density.body(plain(f"{name}："), indent=0, after=0, keep=True)


def numbered(rows: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """Rows with their number in front, from 1."""
    return [(str(n), *row) for n, row in enumerate(rows, 1)]


def columns(words: Wording, prefix: str, shape: Shape) -> list[tuple[str, float, Align]]:
    """Columns whose titles stand in the wording under `prefix`."""
    return [(words.text(f"{prefix}.{key}"), share, align) for key, share, align in shape]


def material_grid(materials: Sequence[MaterialLine], density: Density, words: Wording) -> Grid:
    """The table of materials received: number, name, form, copies, what became of the original."""
    shape: Shape = (
        ("index", 8, "center"), ("name", 54, "left"), ("form", 16, "center"), ("copies", 9, "center"),
        ("custody", 15, "center"),
    )  # fmt: skip
    rows = numbered((m.name, m.form, or_dash(m.copies), or_dash(m.custody)) for m in materials)
    return list_grid(columns(words, "materials", shape), rows, density.grid, density.gap)


def bases(kind: DocumentKind, items: Sequence[ItemRef], words: Wording, mixed: str) -> str:
    """The licensing law for the licences, the items' own bases for the rest; the wording's `mixed` says both."""
    licences = [i for i in items if i.kind == "licence"]
    others = [i for i in items if i.kind != "licence"]
    licence = form_of(kind, "licence").basis()
    other = form_of(kind, "service").basis(tuple(dict.fromkeys(basis for item in others for basis in item.basis)))
    if licences and others:
        return words.text(mixed, licence=licence, other=other)
    return licence if licences else other


def signatures(density: Density, lines: Sequence[str]) -> Grid:
    """Places to sign, side by side without rules; one below the other where they are long."""
    style = replace(density.grid, size=density.grid.size + 1, leading=density.grid.leading + 3, pad_x=0, pad_y=5)
    room = WIDTH / len(lines) - style.size
    cells = [Cell(plain(line), 1) for line in lines]
    together = all(font_book().width("serif", line) * style.size < room for line in lines)
    rows = [tuple(cells)] if together else [(cell,) for cell in cells]
    return Grid(rows, style, after=density.gap, keep=True, ruled=False)


def label_value_grid(lines: Sequence[FieldLine], density: Density) -> Grid:
    """Label and value pairs of a form or a statement, two to a row."""
    return facts_grid([(line.label, plain(or_dash(line.value))) for line in lines], density.grid, density.gap)


def ledger_blocks(ledgers: Sequence[Ledger], density: Density) -> list[Block]:
    """The tables of a statement, each under its caption; an empty one says 无."""
    blocks: list[Block] = []
    for ledger in ledgers:
        blocks.append(density.caption(ledger.title))
        widths = ledger.widths or (1.0,) * len(ledger.columns)
        shape = [(title, share, _align(n)) for n, (title, share) in enumerate(zip(ledger.columns, widths, strict=True))]
        rows: list[Sequence[Spans]] = [tuple(plain(or_dash(v)) for v in row) for row in ledger.rows]
        if ledger.total and rows:
            rows[-1] = tuple(strong(or_dash(v)) for v in ledger.rows[-1])
        if not rows:
            rows = [tuple(plain(wording("page").text("nothing") if not n else "") for n in range(len(ledger.columns)))]
        blocks.append(list_grid(shape, rows, density.grid, density.gap))
        if ledger.note:
            blocks.append(density.note(plain(ledger.note)))
    return blocks


def _align(column: int) -> Align:
    return "center" if column else "left"
