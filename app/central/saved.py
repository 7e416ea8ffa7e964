"""Files of a case as they came: to be saved, never shown as a page of this site, sent part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio.to_thread
from litestar.response import Stream

from app.central.limits import BYTES
from app.store.central.blobs import CHUNK
from app.usecases.central.case_files import bytes_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from app.usecases.central.case_files import OpenedFile
    from app.usecases.central.server import Server

APART = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "no-store"}
"""Headers of what somebody else made, beside `nosniff`, which every answer carries: a browser that opens it gives it no
rights."""


def saved(server: Server, opened: OpenedFile) -> Stream:
    """The bytes of a file, under a name that tells the case and nothing of its content; without a type."""

    async def parts() -> AsyncIterator[bytes]:
        for offset in range(0, opened.file.size, CHUNK):
            yield await anyio.to_thread.run_sync(bytes_of, server, opened, offset, CHUNK)

    name = f"{opened.case_no}-{opened.file.digest[:8]}.{opened.file.ending}"
    headers = {
        **APART,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(opened.file.size),
    }
    return Stream(parts(), media_type=BYTES, headers=headers)
