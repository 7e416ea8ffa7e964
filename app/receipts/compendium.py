"""审核要点汇编 as a book: cover, contents, then each department's items with limits, materials and review points.

Made from the same catalogue that the counter checks against, so that the book and the counter can't disagree.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from app.domain.catalog.service_item import GUIDE_BASIS, UNCONFIRMED_BASIS, Material, ReviewPoint, ServiceItem
from app.domain.refusal import InputProblem
from app.receipts.data_text import or_dash
from app.receipts.documents.parts import columns
from app.receipts.flow import Block, Frame, Placed, paginate
from app.receipts.grid import GridStyle, facts_grid, list_grid
from app.receipts.page import A4, MARGIN, MM, WIDTH, new_canvas
from app.receipts.text import TextBlock, TextStyle, plain, strong
from app.receipts.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.department import Department
    from app.receipts.documents.parts import Shape
    from app.receipts.text import Spans

_FRAME = Frame(A4[1] - 22 * MM, A4[1] - 22 * MM, 22 * MM, WIDTH)
_GRID = GridStyle(9, 12.5, 4, 2.4)
_NOTE = TextStyle(9, 13, "justify")
_ITEM = TextStyle(14, 22)
_DEPARTMENT = TextStyle(20, 34, "center")
_MATERIAL = TextStyle(10.5, 16)
_ENTRY, _ENTRY_HEAD = 11.0, 12.0
_POINTS: Shape = (
    ("index", 7, "center"), ("text", 33, "left"), ("check", 13, "center"), ("basis", 19, "left"),
    ("correction", 34, "left"),
)  # fmt: skip
_PACKAGES: Shape = (
    ("name", 22, "left"), ("items", 48, "left"), ("materials", 10, "center"), ("steps", 10, "center"),
    ("visits", 10, "center"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PackageSaving:
    """What a theme package saves, computed elsewhere: counts against handling each item alone."""

    name: str
    items: tuple[str, ...]
    materials: int
    steps: int
    visits: int


@dataclass(frozen=True, slots=True)
class Compendium:
    """The book and its counts."""

    pdf: bytes
    pages: int
    items: int
    points: int


class _Entry(NamedTuple):
    """A line of the contents: which block it points to."""

    text: str
    level: int
    block: Block


def compendium(
    catalogue: Catalogue, department: str = "", savings: Sequence[PackageSaving] = (), *, in_service: bool = False
) -> Compendium:
    """The compendium of a catalogue, or of one department (key or name).

    `in_service` prints 办事指南要求 for a basis that no department has confirmed. InputProblem: unknown department.
    """
    words = wording("compendium")
    chosen = _departments(catalogue, department)
    grouped = [(d, [i for i in catalogue.items if i.department == d.key]) for d in chosen]
    grouped = [(d, items) for d, items in grouped if items]
    items = [i for _, group in grouped for i in group]
    points = sum(len(m.points) for i in items for m in i.materials)
    entries: list[_Entry] = []
    body: list[list[Placed]] = []
    for dept, group in grouped:
        body += paginate(_department_blocks(dept, group, words, entries, in_service=in_service), _FRAME)
    if savings:
        body += paginate(_package_blocks(savings, words, entries), _FRAME)
    cover = paginate(_cover(catalogue, (len(grouped), len(items), points), words, in_service=in_service), _FRAME)
    pages = [*cover, *_contents(entries, body, len(cover), words), *body]
    pdf = _draw(catalogue, pages, entries, words)
    return Compendium(pdf, len(pages), len(items), points)


def _departments(catalogue: Catalogue, wanted: str) -> Sequence[Department]:
    if not wanted:
        return catalogue.departments
    found = [d for d in catalogue.departments if wanted in (d.key, d.name, d.full_name)]
    if not found:
        names = "、".join(d.name for d in catalogue.departments)
        raise InputProblem("ENTRY-DEPARTMENT", f"事项库里没有部门“{wanted}”。可选：{names}。", "department")
    return found


def _cover(catalogue: Catalogue, counts: tuple[int, int, int], words: Wording, *, in_service: bool) -> list[Block]:
    departments, items, points = (str(n) for n in counts)
    unconfirmed = words.text("unconfirmed", basis=UNCONFIRMED_BASIS)
    large, small = TextStyle(34, 60, "center"), TextStyle(13, 26, "center")
    return [
        TextBlock((), TextStyle(10, 150)),
        TextBlock(plain(words.text("subtitle")), TextStyle(18, 34, "center"), 8),
        TextBlock(strong(words.text("title")), large, 60),
        TextBlock(plain(words.text("release", number=str(catalogue.number), hash=catalogue.hash[:12])), small),
        TextBlock(plain(words.text("counts", departments=departments, items=items, points=points)), small, 190),
        TextBlock(plain(words.text("source")), TextStyle(10, 16, "center")),
        *([] if in_service else [TextBlock(plain(unconfirmed), TextStyle(10, 16, "center"))]),
    ]


def _department_blocks(
    department: Department, items: Sequence[ServiceItem], words: Wording, entries: list[_Entry], *, in_service: bool
) -> list[Block]:
    head = TextBlock(strong(department.full_name), _DEPARTMENT, 8, keep=True)
    entries.append(_Entry(department.full_name, 0, head))
    blocks: list[Block] = [head]
    for item in items:
        title = TextBlock(strong(f"{item.code}　{item.name}"), _ITEM, 3, keep=True)
        entries.append(_Entry(f"{item.code}　{item.name}", 1, title))
        blocks += [title, facts_grid(_facts(item, words, in_service=in_service), _GRID, 6)]
        for n, material in enumerate(item.materials, 1):
            blocks += _material_blocks(n, material, words, in_service=in_service)
    return blocks


def _shown(basis: str, *, in_service: bool) -> str:
    """A basis as it is printed: in service an unconfirmed one reads 办事指南要求."""
    return GUIDE_BASIS if in_service and basis == UNCONFIRMED_BASIS else basis


def _facts(item: ServiceItem, words: Wording, *, in_service: bool) -> list[tuple[str, Spans]]:
    fee_basis = _shown(item.fee_basis, in_service=in_service)
    fee = words.text("fee", fee=item.fee, basis=fee_basis) if fee_basis else item.fee
    bases = "；".join(_shown(b.text, in_service=in_service) for b in item.basis)
    applicants = "、".join(words.text(f"applicants.{kind}") for kind in item.applicants)
    situations = "；".join(f"{s.question}{'／'.join(o.text for o in s.options)}" for s in item.situations)
    facts = [
        ("kind", plain(item.kind_text)),
        ("applicants", plain(applicants)),
        ("legal", plain(item.legal.text)),
        ("promised", strong(item.promised.text)),
        ("fee", plain(fee)),
        ("result", plain(or_dash(item.result))),
        ("basis", plain(or_dash(bases))),
        ("situations", plain(or_dash(situations))),
    ]
    return [(words.text(f"facts.{key}"), value) for key, value in facts]


def _material_blocks(n: int, material: Material, words: Wording, *, in_service: bool) -> list[Block]:
    heading = words.text("material", n=str(n), name=material.name)
    counts = (("original", material.original), ("copies", material.copies))
    count = "、".join(words.text(f"count.{key}", n=str(n)) for key, n in counts if n) or words.text("count.none")
    note = words.text("material_note", form=material.form, count=count, notes="；".join(_notes(material, words)))
    rows = [_point(k, p, words, in_service=in_service) for k, p in enumerate(material.points, 1)]
    return [
        TextBlock(strong(heading), _MATERIAL, 0, keep=True),
        TextBlock(plain(note.rstrip("；")), _NOTE, 2, keep=True),
        list_grid(columns(words, "points", _POINTS), rows, _GRID, 8),
    ]


def _notes(material: Material, words: Wording) -> list[str]:
    notes = [] if material.required else [words.text("optional")]
    notes += [words.text(key) for key in ("deferrable", "committable", "e_licence") if getattr(material, key)]
    if material.shared_from:
        notes.append(words.text("shared", **{"from": material.shared_from}))
    if material.when_text:
        notes.append(words.text("when", when=material.when_text))
    return notes


def _point(n: int, point: ReviewPoint, words: Wording, *, in_service: bool) -> tuple[str, ...]:
    check = words.text("check.department" if point.stage == "department" else f"check.{point.check}")
    basis = _shown(point.basis, in_service=in_service)
    return str(n), point.text, check, basis, point.correction.replace("{", "（").replace("}", "）")


def _package_blocks(savings: Sequence[PackageSaving], words: Wording, entries: list[_Entry]) -> list[Block]:
    head = TextBlock(strong(words.text("packages")), _DEPARTMENT, 8, keep=True)
    entries.append(_Entry(words.text("packages"), 0, head))
    rows = [(s.name, "、".join(s.items), str(s.materials), str(s.steps), str(s.visits)) for s in savings]
    grid = list_grid(columns(words, "package", _PACKAGES), rows, _GRID, 6)
    return [head, grid, TextBlock(plain(words.text("package_note")), _NOTE)]


@dataclass(slots=True)
class _ContentsLine:
    """An entry, a row of dots, a page number."""

    text: str
    page: str
    level: int
    after: float = 0
    keep: bool = False

    def height(self, width: float) -> float:
        """Two heights: departments and items."""
        return 22 if self.level == 0 else 17

    def split(self, width: float, room: float) -> None:
        """A line is never split."""

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw text, dots and number."""
        size = _ENTRY_HEAD if self.level == 0 else _ENTRY
        style = TextStyle(size, self.height(width))
        indent = 18 * self.level
        text = strong(self.text) if self.level == 0 else plain(self.text)
        block = TextBlock(text, style)
        block.draw(canvas, x + indent, top, width - indent - 30)
        TextBlock(plain(self.page), TextStyle(size, style.leading, "right")).draw(canvas, x, top, width)
        start = x + indent + block.lines(width - indent - 30)[0].width + 6
        canvas.saveState()
        canvas.setLineWidth(0.6)
        canvas.setStrokeGray(0.6)
        canvas.setDash(0.6, 3)
        y = top - style.leading / 2 - 2
        canvas.line(start, y, x + width - 24, y)
        canvas.restoreState()


def _contents(
    entries: Sequence[_Entry], body: Sequence[Sequence[Placed]], before: int, words: Wording
) -> list[list[Placed]]:
    """The contents' pages; their own number shifts what they point to, so it is counted first."""
    at = {id(placed.block): n for n, page in enumerate(body) for placed in page}
    title = TextBlock(strong(words.text("contents")), _DEPARTMENT, 10, keep=True)

    def lines(shift: int) -> list[Block]:
        return [title, *(_ContentsLine(e.text, str(at[id(e.block)] + shift), e.level) for e in entries)]

    count = len(paginate(lines(0), _FRAME))
    return paginate(lines(before + count + 1), _FRAME)


def _draw(catalogue: Catalogue, pages: Sequence[Sequence[Placed]], entries: Sequence[_Entry], words: Wording) -> bytes:
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, words.text("title"), "")
    marks = {id(e.block): e for e in entries}
    running = words.text("running", number=str(catalogue.number))
    for number, page in enumerate(pages, 1):
        if number > 1:
            _frame(canvas, number, running, words)
        for block, top in page:
            block.draw(canvas, MARGIN, top, WIDTH)
            if entry := marks.get(id(block)):
                key = f"{number}:{entry.text}"
                canvas.bookmarkPage(key)
                canvas.addOutlineEntry(entry.text, key, entry.level, closed=entry.level == 0)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _frame(canvas: Canvas, number: int, running: str, words: Wording) -> None:
    small = TextStyle(9, 13, "right", grey=0.35)
    TextBlock(plain(running), small).draw(canvas, MARGIN, A4[1] - 12 * MM, WIDTH)
    foot = TextStyle(9, 13, "center", grey=0.25)
    TextBlock(plain(words.text("page", page=str(number))), foot).draw(canvas, MARGIN, 16 * MM, WIDTH)
