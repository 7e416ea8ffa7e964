"""Files that applicants upload: limited, known by their content, made harmless, kept encrypted.

The name and the type that the browser says count for nothing. Served to counters only, see `app.central.api`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.pre_application.events import PRE_APPLICATION, UploadedFile
from app.domain.refusal import InputProblem
from app.usecases.central.upload_pdf import check_pdf
from app.usecases.central.upload_pictures import clean_picture

if TYPE_CHECKING:
    from app.usecases.central.server import Server

MOST_BYTES = 10 * 1024 * 1024
"""Of one file."""
MOST_FILES = 30
MOST_TOGETHER = 60 * 1024 * 1024
"""Files, and bytes of all files, of one pre-application."""
MOST_OF_MATERIAL = 10
"""Files for one material."""
_JPEG, _PNG, _PDF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"


@dataclass(frozen=True, slots=True)
class Checked:
    """What is kept of an upload: its bytes as they were made harmless, their type, how many pages."""

    data: bytes = field(repr=False)
    media_type: str
    pages: int = 1

    @property
    def file(self) -> UploadedFile:
        """As it stands in the events."""
        return UploadedFile(hashlib.sha256(self.data).hexdigest(), self.media_type, len(self.data), self.pages)


def check_upload(data: bytes) -> Checked:
    """Look at an upload's content; what may be kept of it. Slow (up to seconds): to be run in a thread, one at a time.

    InputProblem UPLOAD-… says in plain words what is wrong and what to do.
    """
    if not data:
        raise InputProblem("UPLOAD-EMPTY", "还没有选择文件，或者文件是空的。", "file")
    if len(data) > MOST_BYTES:
        raise InputProblem("UPLOAD-SIZE", f"一个文件最大 {MOST_BYTES // 1024 // 1024} MB，请压缩或者分开再传。", "file")
    if data.startswith(_JPEG):
        return Checked(clean_picture(data, "image/jpeg"), "image/jpeg")
    if data.startswith(_PNG):
        return Checked(clean_picture(data, "image/png"), "image/png")
    if data.startswith(_PDF):
        return Checked(data, "application/pdf", check_pdf(data))
    words = "只收 PDF、JPG、PNG 文件（按内容识别，改扩展名不算）。手机拍照或者扫描成这三种再传。"
    raise InputProblem("UPLOAD-TYPE", words, "file")


def keep_upload(server: Server, identity: str, checked: Checked, kind: str = PRE_APPLICATION) -> UploadedFile:
    """Keep the bytes, encrypted, for the pre-application or other subject of a `kind` (or its draft) with this id."""
    # The process that looks at a file imports this module too and has no use for the store.
    from app.store.central.blobs import CHUNK
    from app.usecases.central.blobs import announce, append_blob

    file, now = checked.file, server.now()
    state = announce(server.ledger, file.digest, file.size, file.media_type, kind, identity, now)
    offset = state.received
    while not state.complete and offset < file.size:
        state = append_blob(server.ledger, file.digest, offset, checked.data[offset : offset + CHUNK], now)
        offset = state.received
    return file


def refuse_too_many(files: dict[str, tuple[UploadedFile, ...]], material: str, size: int) -> None:
    """InputProblem UPLOAD-COUNT or UPLOAD-TOGETHER where one more file of this size is too much."""
    every = [one for some in files.values() for one in some]
    if len(files.get(material, ())) >= MOST_OF_MATERIAL or len(every) >= MOST_FILES:
        words = f"一种材料最多 {MOST_OF_MATERIAL} 个文件，一份申请最多 {MOST_FILES} 个；多页请合成一个 PDF。"
        raise InputProblem("UPLOAD-COUNT", words, "file")
    if sum(one.size for one in every) + size > MOST_TOGETHER:
        words = f"一份申请的文件合计最大 {MOST_TOGETHER // 1024 // 1024} MB，请压缩后再传。"
        raise InputProblem("UPLOAD-TOGETHER", words, "file")
