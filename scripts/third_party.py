"""Collects the licences of what is packed into a program's folder, in one text: libraries of Python, of the system, fonts.

What counts is what was packed, not what is installed: the packed files are asked which library they belong to.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
OWN = "yichuang"
COMMON = Path("/usr/share/common-licenses")
_TEXT = re.compile(r"(^|/)(licen[cs]es?|copying|notice|ofl)[^/]*$|\.dist-info/licenses/", re.IGNORECASE)
_NAMED = re.compile(r"/usr/share/common-licenses/([A-Za-z]+(?:-[0-9.]*[0-9])?)")
_LINE = "=" * 80
_INTRODUCTION = """\
Third-party software in this program

The program itself is under the Apache License 2.0, see LICENSE. This file holds the licences of the libraries and fonts
that are packed with it, as their packages bring them. The libraries of Qt are used as separate shared files, unchanged,
under the GNU LGPL 3: they may be replaced by others of the same interface in the program's folder.
"""


@dataclass(frozen=True)
class Notice:
    """One piece of software: what it is, its licence in a word, the texts."""

    name: str
    licence: str
    texts: tuple[str, ...]


class NoLicence(Exception):
    """A library that is packed tells no licence at all."""


def write_licences(path: Path, packed: Iterable[tuple[str, str | None, str]]) -> None:
    """Write the licences of what PyInstaller packed: (name in the folder, source, kind) of modules, libraries, files."""
    entries = list(packed)
    names = {re.split(r"[./\\]", name, maxsplit=1)[0] for name, _source, _kind in entries}
    sources = {Path(source) for _name, source, kind in entries if source and kind == "BINARY"}
    starter = _of_library(distribution("pyinstaller"))
    notices = [*_python(), starter, *notices_of_libraries(names), *notices_of_system(sources), *_fonts()]
    path.write_text(page_of(notices), encoding="utf-8")


def page_of(notices: Iterable[Notice]) -> str:
    """All notices, those of one name once, with the common texts that they refer to at the end."""
    ordered = sorted({notice.name: notice for notice in notices}.values(), key=lambda n: n.name.lower())
    parts = [_INTRODUCTION, *("\n\n".join((f"{n.name}\nLicence: {n.licence}", *n.texts)) for n in ordered)]
    named = sorted({name for part in parts for name in _NAMED.findall(part)})
    parts += [f"{name}\n\n{(COMMON / name).read_text('utf-8')}" for name in named if (COMMON / name).is_file()]
    return f"\n\n{_LINE}\n".join(part.strip() for part in parts) + "\n"


def notices_of_libraries(names: Iterable[str]) -> list[Notice]:
    """The libraries of Python that these top-level modules and folders belong to."""
    known = packages_distributions()
    found = {library for name in names for library in known.get(name.removesuffix(".libs"), ())}
    return [_of_library(distribution(name)) for name in sorted(found, key=str.lower) if name != OWN]


def _of_library(library: Distribution) -> Notice:
    told = library.metadata
    name = f"{told['Name']} {library.version}"
    classifiers = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    expressions = [
        *(told.get_all("License-Expression") or ()),
        *(told.get_all("License") or ()),
        ", ".join(classifiers),
    ]
    licence = expressions[0].partition("\n")[0]
    files = sorted((f for f in library.files or () if _TEXT.search(str(f))), key=str)
    texts = [Path(str(f.locate())).read_text("utf-8", errors="replace").strip() for f in files if f.suffix != ".py"]
    if not texts and "GPL" in licence:
        texts = [
            f"The text of each stands below, as /usr/share/common-licenses/{n}." for n in ("LGPL-3", "GPL-3", "GPL-2")
        ]
    if not (licence or texts):
        raise NoLicence(name)
    return Notice(name, licence or "see the text", tuple(dict.fromkeys(texts)))


def notices_of_system(sources: Iterable[Path]) -> list[Notice]:
    """The packages of the system that these shared libraries come from; none where there is no dpkg."""
    if shutil.which("dpkg-query") is None:
        return []
    inside = (Path(sys.prefix).resolve(), ROOT)
    outside = sorted({p.resolve() for p in sources if not any(p.resolve().is_relative_to(folder) for folder in inside)})
    notices = {}
    for path in outside:
        package = _owner(path)
        text = Path("/usr/share/doc") / package / "copyright"
        if package and text.is_file():
            notices[package] = Notice(f"{package} (library of the system)", "see the text", (text.read_text("utf-8"),))
    return list(notices.values())


def _owner(path: Path) -> str:
    """The package that brought a file, empty where none did. Since /usr was merged a package may name it without /usr."""
    for name in (str(path), str(path).removeprefix("/usr")):
        said = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True, check=False).stdout  # noqa: S603, S607  # Debian's own
        if said:
            return re.split("[:,]", said, maxsplit=1)[0]
    return ""


def _python() -> list[Notice]:
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    texts = (text.read_text("utf-8"),) if text.is_file() else ("https://docs.python.org/3/license.html",)
    return [Notice(f"Python {sys.version.partition(' ')[0]}", "PSF-2.0", texts)]


def _fonts() -> list[Notice]:
    files = sorted((ROOT / "resources" / "fonts").glob("*-LICENSE.txt"))
    return [
        Notice(f"{p.name.removesuffix('-LICENSE.txt')} (font)", "see the text", (p.read_text("utf-8"),)) for p in files
    ]
