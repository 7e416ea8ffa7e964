"""Where fonts and wording lie: the folder `resources` beside the package `app`."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "resources"


def font_path(name: str) -> Path:
    """The file of a bundled font."""
    return ROOT / "fonts" / name


def wording_path(name: str) -> Path:
    """The YAML file with a document's wording."""
    return ROOT / "documents" / f"{name}.yaml"
