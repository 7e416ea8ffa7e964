"""Makes the pictures of the documentation: the demo's counter day is played, chosen windows, web pages and papers are kept.

`python -m scripts.pictures FOLDER`. Numbers, dates and people are the demo's; only the codes on paper differ from run to
run, because each evaluation store has a device key of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

WINDOWS = (
    "acceptance-light", "acceptance-dark", "acceptance-english", "acceptance-large-type", "acceptance-correction",
    "acceptance-deferral", "acceptance-package", "todo", "search", "case", "prints", "catalogue", "settings", "keys",
    "shift", "day-end", "exchange", "applications", "case-decided", "results", "result-collector", "matters",
)  # fmt: skip
PAGES = ("console-work", "console-granted", "console-ratings", "web-form", "web-progress")
"""Web pages: the demo draws them only where a Chromium is installed."""
PAPERS = {
    "acceptance-notice": "沙市监受_*-1号.pdf",
    "correction-notice": "沙市监补_*-1号.pdf",
    "decision": "沙卫准_*-1号.pdf",
}
"""Name of the picture → file name of the paper."""
DOTS_PER_INCH = 100
COLOURS = 256
"""Enough for flat colours and the edges of letters, at a third of the bytes."""


def main(folder: Path) -> None:
    """Play the day and fill the folder; what was there under the same names is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    program = Path(sys.executable).with_name("yichuang")
    with tempfile.TemporaryDirectory() as temporary:
        played = Path(temporary)
        subprocess.run([program, "demo", "--out", played], check=True)  # noqa: S603 (our own program)
        keep_windows(played, folder)
        keep_pages(played, folder)
        keep_papers(played, folder)


def keep_windows(played: Path, folder: Path) -> None:
    """Keep the chosen windows; a name that the demo does not make is an error."""
    for name in WINDOWS:
        with Image.open(played / "pictures" / f"{name}.png") as picture:
            keep(picture, folder / f"{name}.png")


def keep_pages(played: Path, folder: Path) -> None:
    """Keep the chosen web pages; without a Chromium those of last time stay, and it is said."""
    drawn = [name for name in PAGES if (played / "pictures" / f"{name}.png").exists()]
    if len(drawn) < len(PAGES):
        print("No Chromium here: the pictures of web pages stay as they are.")
    for name in drawn:
        with Image.open(played / "pictures" / f"{name}.png") as picture:
            keep(picture, folder / f"{name}.png")


def keep_papers(played: Path, folder: Path) -> None:
    """Draw the first page of the wanted papers."""
    for name, pattern in PAPERS.items():
        (paper,) = (played / "receipts").glob(pattern)
        with pypdfium2.PdfDocument(paper) as document:
            keep(document[0].render(scale=DOTS_PER_INCH / 72).to_pil(), folder / f"{name}.png")


def keep(picture: Image.Image, path: Path) -> None:
    """Write a picture with few colours."""
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
