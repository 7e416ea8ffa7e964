"""The journal of requests: one JSON line each, without bodies, names, query strings or addresses of case records."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any, TextIO

import structlog

_OWN_LIBRARIES = ("uvicorn.error", "litestar", "asyncio")


def make_log(stream: TextIO | None = None) -> structlog.typing.FilteringBoundLogger:
    """A logger that writes JSON lines to `stream` (standard error)."""
    logger: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(stream or sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        cache_logger_on_first_use=False,
    )
    return logger


def frames_of(error: BaseException) -> dict[str, Any]:
    """Kind of a failure and where it was, as data: never its message, which may quote what somebody entered."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return {
        "failure": type(error).__qualname__,
        "at": [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames],
    }


class _Forwarding(logging.Handler):
    """Hands what the libraries say to the JSON log: the fixed text only, not the values put into it."""

    def __init__(self, log: structlog.typing.FilteringBoundLogger) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        failure = frames_of(record.exc_info[1]) if record.exc_info and record.exc_info[1] else {}
        self._log.warning("library", library=record.name, text=str(record.msg)[:200], **failure)


def forward_libraries(log: structlog.typing.FilteringBoundLogger) -> None:
    """Let the libraries of the server speak through this log and nowhere else."""
    for name in _OWN_LIBRARIES:
        library = logging.getLogger(name)
        library.handlers = [_Forwarding(log)]
        library.propagate = False
        library.setLevel(logging.WARNING)
