"""What an error means, in words for the clerk: a refusal, a failure of the surroundings, or our own mistake."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication

from app.domain.refusal import InputProblem, Refusal
from app.errors import EnvironmentFailure

log = logging.getLogger(__name__)


def error_words(error: Exception) -> str:
    """Return what to tell; an unforeseen error is logged by its type and place, never with its data."""
    if isinstance(error, Refusal | InputProblem | EnvironmentFailure):
        return error.message
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "unknown place"
    log.error("unforeseen %s at %s", type(error).__name__, where)
    return QCoreApplication.translate(
        "Errors", "程序出了差错，这一步没有办成；已录的内容都在。请再试一次，仍不行请告诉管理员"
    )


def error_kind(error: Exception) -> str:
    """Return how it is coloured: a refusal is caution, everything else is bad."""
    return "caution" if isinstance(error, Refusal | InputProblem) else "bad"
