"""What the folders of both programs have in common: files that are read as files, modules that are imported by name."""

from __future__ import annotations

from pathlib import Path

from PyInstaller.utils.hooks import collect_data_files, collect_submodules, copy_metadata

ROOT = Path(__file__).resolve().parents[1]
EXCLUDED = [
    *("tkinter", "numpy", "matplotlib", "IPython", "setuptools", "pytest", "hypothesis", "mypy", "playwright"),
    *("cel.cli", "typer", "rich", "pygments", "prompt_toolkit", "wcwidth"),
    *("pydantic", "pydantic_core", "polyfactory", "faker"),
]
"""Of no use to the programs: tools of development; the terminal program of `cel`; what Litestar takes where it is there."""
NOT_AT_THE_CENTRE = ("app.desk", "app.demo", "app.window_", "app.embedded_server", "app.cli.desk", "app.cli.window")
"""Beginnings of the names of modules that the server does without: they would bring Qt."""


def project_files() -> list[tuple[str, str]]:
    """Resources, templates and style sheets of the pages, revisions of the databases: each in its place of the source tree."""
    wanted = [p for folder in ("resources", "db/migrations") for p in (ROOT / folder).rglob("*")]
    wanted += [p for p in (ROOT / "app").rglob("*") if p.suffix != ".py"]
    kept = sorted(p for p in wanted if p.is_file() and "__pycache__" not in p.parts)
    return [(str(p), str(p.parent.relative_to(ROOT))) for p in kept]


def library_files() -> list[tuple[str, str]]:
    """Files of libraries that nothing imports."""
    return [*collect_data_files("escpos"), *copy_metadata("litestar")]


def named_modules(*, desk: bool) -> list[str]:
    """Modules that are imported inside functions, so that the first paint comes early, or by name."""
    own = [*collect_submodules("app"), *collect_submodules("db")]
    wanted = [name for name in own if desk or not name.startswith(NOT_AT_THE_CENTRE)]
    libraries = [
        *collect_submodules("reportlab.graphics.barcode"),
        *collect_submodules("psycopg"),
        *collect_submodules("psycopg_binary"),
        *collect_submodules("uvicorn.protocols.http"),
        "uvicorn.lifespan.on",
        "anyio._backends._asyncio",
        "sqlalchemy.dialects.postgresql.psycopg",
        "sqlalchemy.dialects.sqlite",
        "sqlcipher3.dbapi2",
        "logging.config",
        "cel.cel",
    ]
    return sorted({*wanted, *libraries})
