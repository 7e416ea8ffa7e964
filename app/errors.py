"""The two error families that are not the domain's: the environment failed, or the program is wrong.

The third family, what the law or the state of a case forbids, is `app.domain.refusal.Refusal`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


class EnvironmentFailure(Exception):
    """Disk, file, lock, password, printer or network stand against it. Nothing was half done.

    `code` is stable (`STORE-…`, `ACCESS-…`), `message` is Chinese and says what to do, `place` names the file or
    setting. None of them holds personal data of an applicant.
    """

    code = "ENV"

    def __init__(self, message: str, place: str = "", *, code: str = "") -> None:
        super().__init__(message)
        self.code = code or type(self).code
        self.message = message
        self.place = place


class Bug(Exception):
    """The program contradicts itself. The message is English, for the maintainers, without personal data."""


@cache
def _english() -> dict[str, str]:
    import yaml

    path = Path(__file__).resolve().parent.parent / "resources" / "translations" / "errors_en.yaml"
    words: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return words


def english_of(code: str) -> str:
    """What a code means and what to do, in English; empty for a code that has no words."""
    return _english().get(code, "")
