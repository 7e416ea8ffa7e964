"""Keeps the English of the interface: the source text is Chinese and stands in `app/desk`.

python -m scripts.translations update          take new source texts into the .ts file, drop those that are gone
python -m scripts.translations missing         print what has no English yet, as JSON {context: {source: ""}}
python -m scripts.translations fill FILE.json  take English from such a JSON file
python -m scripts.translations build           make the .qm file that the program loads
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
DESK = ROOT / "app" / "desk"
TS = ROOT / "resources" / "translations" / "yichuang_en.ts"
QM = TS.with_suffix(".qm")
Texts = dict[tuple[str, str], str]
"""English by context and source text; empty where there is none yet."""

_PLACES = re.compile(r"\{[^{}]*\}")


def tool(name: str) -> str:
    """Path of a Qt tool, beside the Python that runs this."""
    return str(Path(sys.executable).parent / f"pyside6-{name}")


def read_ts(path: Path) -> Texts:
    """Texts of a .ts file that are in use."""
    texts: Texts = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") not in ("vanished", "obsolete"):
                # lrelease leaves out what lupdate only guessed from the same words elsewhere.
                guessed = translation.get("type") == "unfinished"
                texts[name, message.findtext("source", "")] = "" if guessed else translation.text or ""
    return texts


def run_lupdate(ts: Path) -> None:
    """Bring a .ts file up to what the source says; RuntimeError where lupdate cannot read a source."""
    command = [tool("lupdate"), "-no-obsolete", "-locations", "none", "-extensions", "py"]
    command += ["-disable-heuristic", "sametext", "-disable-heuristic", "similartext"]  # the same word may mean another
    command += ["-source-language", "zh_CN", "-target-language", "en_US", str(DESK), "-ts", str(ts)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own tool
    if done.returncode:
        raise RuntimeError(done.stderr)


def source_texts() -> Texts:
    """Every text in the source, without English."""
    with TemporaryDirectory() as folder:
        fresh = Path(folder) / "source.ts"
        run_lupdate(fresh)
        return read_ts(fresh)


def missing() -> list[tuple[str, str]]:
    """Texts of the source that have no English, in the order of the source."""
    known = read_ts(TS) if TS.exists() else {}
    return [key for key in source_texts() if not known.get(key)]


def superfluous() -> list[tuple[str, str]]:
    """Texts in the .ts file that the source no longer has."""
    source = source_texts()
    return [key for key in read_ts(TS) if key not in source]


def unlike_places() -> list[tuple[str, str]]:
    """Texts whose English has other places to fill in than the source."""
    texts = read_ts(TS)
    return [
        key for key, english in texts.items() if sorted(_PLACES.findall(key[1])) != sorted(_PLACES.findall(english))
    ]


def fill(english: dict[str, dict[str, str]]) -> int:
    """Take English into the .ts file; returns how many were taken."""
    run_lupdate(TS)
    tree = ET.parse(TS)  # noqa: S314 - our own file
    taken = 0
    for context in tree.getroot().iter("context"):
        offered = english.get(context.findtext("name", ""), {})
        for message in context.iter("message"):
            translation, words = message.find("translation"), offered.get(message.findtext("source", ""), "")
            if translation is not None and words:
                translation.text = words
                taken += 1
            if translation is not None and translation.text:
                translation.attrib.pop("type", None)  # lrelease leaves out what is marked unfinished
    text = ET.tostring(tree.getroot(), encoding="unicode")
    TS.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")
    return taken


def build() -> None:
    """Make the .qm file; RuntimeError where lrelease fails."""
    command = [tool("lrelease"), "-silent", "-nounfinished", str(TS), "-qm", str(QM)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own tool
    if done.returncode:
        raise RuntimeError(done.stderr)


def main(arguments: list[str]) -> int:
    """Do one of the commands above."""
    match arguments:
        case ["update"]:
            run_lupdate(TS)
        case ["missing"]:
            by_context: dict[str, dict[str, str]] = {}
            for context, source in missing():
                by_context.setdefault(context, {})[source] = ""
            print(json.dumps(by_context, ensure_ascii=False, indent=1))
        case ["fill", path]:
            print(fill(json.loads(Path(path).read_text(encoding="utf-8"))))
            build()
        case ["build"]:
            build()
        case _:
            print(__doc__)
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
