"""Past-tense events of a pre-application. Only the server writes them; `hall` is where they are sent.

Times are ISO strings in UTC. None of them is a legal act: materials filed online are received when a counter takes
them in as a case, and what a counter says before that is a suggestion 预审意见.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.domain.checklist.filing import Filing

PRE_APPLICATION = "pre-application"
"""Kind of the subject of these events; its id is random."""

Outcome = Literal["filed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that was uploaded for a material, by the SHA-256 of the bytes that were kept after checking.

    `pages` of a PDF, 1 for a picture. The name that it had on the applicant's device is not kept.
    """

    digest: str
    media_type: str
    size: int
    pages: int = 1


Files = Mapping[str, tuple[UploadedFile, ...]]
"""By the key of the material."""


@dataclass(frozen=True, slots=True)
class PreApplicationFiled:
    """Filed online. `code_key` is a keyed hash of the retrieval code. `assisted` 代网办: filed at the hall, not at home.

    Rule: LAW-29.
    """

    number: str
    item_code: str
    item_name: str
    department: str
    release: str
    hall: str
    filing: Filing
    files: Files
    code_key: str
    assisted: bool
    at: str


@dataclass(frozen=True, slots=True)
class PreApplicationSupplemented:
    """The applicant changed or added something; `filing` and `files` are all that holds from now on."""

    hall: str
    filing: Filing
    files: Files
    at: str


@dataclass(frozen=True, slots=True)
class PreApplicationTaken:
    """A counter took it over. It holds it until `until`; then, without a case, another counter may take it."""

    hall: str
    counter: str
    by: str
    at: str
    until: str


@dataclass(frozen=True, slots=True)
class PreApplicationReleased:
    """The counter that held it gave it back."""

    hall: str
    counter: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class PreApplicationAdvised:
    """A counter looked at it and suggests something 预审意见."""

    hall: str
    counter: str
    by: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class PreApplicationClosed:
    """It became a case, or the applicant withdrew it."""

    hall: str
    outcome: Outcome
    at: str
    case_id: str = ""
    case_no: str = ""


PreApplicationEvent = (
    PreApplicationFiled
    | PreApplicationSupplemented
    | PreApplicationTaken
    | PreApplicationReleased
    | PreApplicationAdvised
    | PreApplicationClosed
)

PRE_APPLICATION_KINDS: dict[str, tuple[int, type]] = {
    "pre-application.filed": (1, PreApplicationFiled),
    "pre-application.supplemented": (1, PreApplicationSupplemented),
    "pre-application.taken": (1, PreApplicationTaken),
    "pre-application.released": (1, PreApplicationReleased),
    "pre-application.advised": (1, PreApplicationAdvised),
    "pre-application.closed": (1, PreApplicationClosed),
}
