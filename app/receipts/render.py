"""The one way from a document's data to its PDF."""

from __future__ import annotations

import io
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from app.domain.documents.kinds import form_of
from app.receipts.data import Copy, kind_of
from app.receipts.flow import Placed, paginate
from app.receipts.page import (
    DENSITIES,
    FRAME,
    MARGIN,
    WIDTH,
    Composition,
    Density,
    draw_frame,
    new_canvas,
    title_blocks,
)
from app.receipts.wording import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from app.domain.documents.kinds import DocumentKind
    from app.receipts.data import DocumentData

_MODULES: dict[DocumentKind, str] = {
    "guide-sheet": "guide_sheet",
    "application": "application",
    "intake-receipt": "intake_receipt",
    "acceptance-notice": "acceptance_notice",
    "correction-notice": "correction_notice",
    "non-acceptance-notice": "non_acceptance",
    "deferral-commitment": "deferral_commitment",
    "commitment": "commitment_letter",
    "power-of-attorney": "power_of_attorney",
    "returned-materials": "returned_materials",
    "withdrawal": "withdrawal",
    "handover": "handover",
    "day-end": "day_end",
    "blank-intake-receipt": "blank_intake_receipt",
    "extension-notice": "extension_notice",
    "settlement-notice": "settlement_notice",
    "decision-grant": "decision_grant",
    "decision-refusal": "decision_refusal",
    "special-procedure-notice": "special_procedure_notice",
    "service-record": "service_record",
    "result-receipt": "result_receipt",
    "joint-acceptance-notice": "joint_acceptance_notice",
    "package-cover": "package_cover",
    "escalation-receipt": "escalation_receipt",
}


class _Composer(Protocol):
    """A module of `app.receipts.documents`."""

    def compose(self, document: DocumentData, density: Density) -> Composition:
        """The document's blocks at a density."""
        ...


def render(document: DocumentData, copies: Sequence[Copy] = ()) -> bytes:
    """The document as one PDF, each copy after the other; by default the first. Same data and copies, same bytes.

    Raises MissingGlyph for a character that no bundled font has; nothing is ever drawn as a box.
    """
    composition, pages = _lay_out(document)
    kind = kind_of(document)
    copies = copies or copies_of(kind, form_of(kind, "service").copies, 1)[:1]
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, composition.title, document.heading.author)
    canvas.setSubject(document.heading.number)
    for copy in copies:
        _draw(canvas, document, composition, pages, copy)
    canvas.save()
    return buffer.getvalue()


def copies_of(kind: DocumentKind, copies: int, filed: int, reprint: int = 0) -> tuple[Copy, ...]:
    """The labels of a print run: the applicant's copies first, then the filed; the counter's own papers have none."""
    words = wording("page")
    inside = kind in ("handover", "day-end")
    handed = Copy("" if inside else words.text("applicant_copy"), copies, inside, reprint)
    kept = Copy("" if inside else words.text("counter_copy"), copies, True, reprint)
    return (*[handed] * (copies - filed), *[kept] * filed)


def _lay_out(document: DocumentData) -> tuple[Composition, list[list[Placed]]]:
    """The largest density that keeps the document on one page; the middle one where none does."""
    composer = cast("_Composer", import_module(f"app.receipts.documents.{_MODULES[kind_of(document)]}"))
    for density in DENSITIES:
        composition = composer.compose(document, density)
        pages = paginate([*title_blocks(composition.title, document.heading.number), *composition.blocks], FRAME)
        if len(pages) == 1:
            return composition, pages
    composition = composer.compose(document, DENSITIES[1])
    return composition, paginate(
        [*title_blocks(composition.title, document.heading.number), *composition.blocks], FRAME
    )


def _draw(
    canvas: Canvas, document: DocumentData, composition: Composition, pages: list[list[Placed]], copy: Copy
) -> None:
    for number, page in enumerate(pages, 1):
        draw_frame(canvas, document.heading, copy, (number, len(pages)), (composition.foot, composition.effect))
        for block, top in page:
            block.draw(canvas, MARGIN, top, WIDTH)
        canvas.showPage()
