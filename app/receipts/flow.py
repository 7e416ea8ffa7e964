"""Blocks onto pages: fill a page, split what can be split, keep what belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas


class Block(Protocol):
    """Something with a height at a width that can draw itself downward from a point."""

    after: float
    keep: bool

    def height(self, width: float) -> float:
        """The height in points at this width."""
        ...

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """The part that fits into `room` and the rest, or None."""
        ...

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw downward from `top`."""
        ...


class Placed(NamedTuple):
    """A block with the height above the page's foot at which it begins."""

    block: Block
    top: float


class Frame(NamedTuple):
    """Where text stands on a page: first page's top, later pages' top, bottom, width; points from the page's foot."""

    first_top: float
    top: float
    bottom: float
    width: float


def paginate(blocks: Sequence[Block], frame: Frame) -> list[list[Placed]]:
    """The blocks on pages. A block taller than a page is split; one that can't be begins a page of its own."""
    pages: list[list[Placed]] = [[]]
    y = frame.first_top
    queue = list(blocks)
    while queue:
        block = queue.pop(0)
        height, room = block.height(frame.width), y - frame.bottom
        needed = height + (_held(queue, frame.width, block.after) if block.keep else 0)
        if needed <= room or (not pages[-1] and height <= room):
            pages[-1].append(Placed(block, y))
            y -= height + block.after
            continue
        parts = block.split(frame.width, room) if height > room else None
        if parts:
            pages[-1].append(Placed(parts[0], y))
            queue.insert(0, parts[1])
        elif not pages[-1]:
            pages[-1].append(Placed(block, y))
        else:
            queue.insert(0, block)
        pages.append([])
        y = frame.top
    return [page for page in pages if page]


def _held(queue: Sequence[Block], width: float, after: float) -> float:
    """How much of what follows must stand on the same page: all of a short block, the beginning of a long one."""
    if not queue:
        return 0
    following = queue[0]
    height = following.height(width)
    held = after + (height if following.split(width, height / 2) is None else min(height, 60))
    return held + (_held(queue[1:], width, following.after) if following.keep else 0)
