"""Makes the pictures of the documentation: the demo's counter day is played, chosen windows and two papers are kept.

`python -m scripts.pictures FOLDER`. Numbers, dates and people are the demo's; only the codes on paper differ from run to
run, because each evaluation store has a device key of its own.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WINDOWS = (
    "acceptance-light", "acceptance-dark", "acceptance-english", "acceptance-large-type", "acceptance-correction",
    "acceptance-deferral", "acceptance-package", "todo", "search", "case", "prints", "catalogue", "settings", "keys",
    "shift", "day-end",
)  # fmt: skip
PAPERS = {"acceptance-notice": r"(?<!不)受_", "correction-notice": r"补_"}
"""Name of the picture → what the file name of such a paper contains."""
DOTS_PER_INCH = 100


def main(folder: Path) -> None:
    """Play the day and fill the folder; what was there under the same names is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    program = Path(sys.executable).with_name("yichuang")
    with tempfile.TemporaryDirectory() as temporary:
        played = Path(temporary)
        subprocess.run([program, "demo", "--out", played], check=True)  # noqa: S603 (our own program)
        keep_windows(played, folder)
        keep_papers(played, folder)


def keep_windows(played: Path, folder: Path) -> None:
    """Copy the chosen windows; a name that the demo does not make is an error."""
    made = {path.stem: path for path in played.rglob("*.png")}
    for name in WINDOWS:
        shutil.copyfile(made[name], folder / f"{name}.png")


def keep_papers(played: Path, folder: Path) -> None:
    """Draw the first page of the first paper of each wanted kind."""
    import pypdfium2

    papers = sorted(played.rglob("*.pdf"), key=lambda path: path.name)
    for name, pattern in PAPERS.items():
        paper = next(path for path in papers if re.search(pattern, path.name))
        with pypdfium2.PdfDocument(paper) as document:
            document[0].render(scale=DOTS_PER_INCH / 72).to_pil().save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
