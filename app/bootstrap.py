"""The composition root: the only place that builds objects from files and settings. Nothing is opened at import."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from app.domain.catalog.catalogue import Catalogue
    from app.domain.law.calendar import WorkCalendar
    from app.store.clock import Clock
    from app.store.home import Home
    from app.store.store import Store
    from app.usecases.workplace import Library, Workplace

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@dataclass(frozen=True)
class Places:
    """Where a desk keeps what is its own, and where the program's resources lie."""

    home: Path
    cache: Path
    resources: Path = RESOURCES
    papers: Path | None = None

    @property
    def printed(self) -> Path:
        """Where the printer into PDFs writes: never under the home folder, because papers bear names."""
        return self.papers or self.home.with_name(f"{self.home.name}-printed")


def places(home: str | os.PathLike[str] | None) -> Places:
    """The places of a home folder; without one those of the platform."""
    if home is not None:
        folder = Path(home).expanduser().resolve()
        return Places(folder, folder / "cache")
    import platformdirs

    return Places(
        Path(platformdirs.user_data_dir("yichuang", appauthor=False)),
        Path(platformdirs.user_cache_dir("yichuang", appauthor=False)),
        papers=Path(platformdirs.user_documents_dir()) / "yichuang",
    )


def store_home(where: Places) -> Home:
    """The store's files in a home folder."""
    from app.store.home import Home

    return Home(where.home)


def load_calendar_of(where: Places) -> WorkCalendar:
    """The published calendar, with the years that an administrator has dropped into the home folder."""
    from app.catalog.calendar_files import load_calendar

    own = where.home / "calendar"
    folders = [where.resources / "calendar", *([own] if own.is_dir() else [])]
    return load_calendar(*folders)


def load_catalogue_of(where: Places) -> Catalogue:
    """The catalogue in force: the home folder's own, else the starting one. InputProblem where it has errors."""
    from app.catalog.compiled import load_compiled
    from app.domain.refusal import InputProblem

    own = where.home / "catalog"
    folder = own if own.is_dir() else where.resources / "catalog"
    loaded = load_compiled(folder, cache_file(where, "catalogue"))
    if loaded.catalogue is None:
        first = loaded.errors[0]
        more = f"（共 {len(loaded.errors)} 处，请用 yichuang catalog check 查看）" if len(loaded.errors) > 1 else ""
        raise InputProblem("INPUT-CATALOGUE", f"{first.message}{more}", f"{first.file}:{first.line} {first.field}")
    return loaded.catalogue


def cache_file(where: Places, name: str) -> Path:
    """A file of compiled data that can be made again at any time; a place that can't be written keeps none."""
    with contextlib.suppress(OSError):
        if where.cache.is_relative_to(where.home):  # parents that mkdir makes on the way would be open to others
            where.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        where.cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    return where.cache / f"{name}.bin"


def library(where: Places) -> Library:
    """Catalogue, calendar and evaluator."""
    from app.catalog.blob import catalogue_bytes, decode_catalogue
    from app.catalog.expressions import CelEvaluator
    from app.catalog.profiles import load_profiles
    from app.usecases.workplace import Library

    profiles = load_profiles(where.resources / "catalog" / "profiles.yaml")
    catalogue, calendar = load_catalogue_of(where), load_calendar_of(where)
    return Library(catalogue, calendar, CelEvaluator(), catalogue_bytes, decode_catalogue, profiles)


def open_workplace(where: Places, password: str, clerk: str | None = None, clock: Clock | None = None) -> Workplace:
    """Unlock the store and bring everything that a use case needs; by the machine's clock unless another is given."""
    from app.store.store import open_store
    from app.usecases.workplace import program

    brought = program() if clock is None else replace(program(), clock=clock)
    return workplace_of(open_store(store_home(where), brought, password, clerk), where)


def create_workplace(
    where: Places, clerk: str, password: str, counter: str, area: str, *, evaluation: bool, clock: Clock | None = None
) -> Workplace:
    """Make an encrypted store with one clerk, on the starting catalogue."""
    from app.store.store import Counter, create_store
    from app.usecases.workplace import program

    knowledge = library(where)
    brought = program() if clock is None else replace(program(), clock=clock)
    store = create_store(store_home(where), brought, Counter(area, counter, evaluation), clerk, password)
    return _workplace(store, knowledge)


def workplace_of(store: Store, where: Places) -> Workplace:
    """A workplace on an unlocked store; the store is closed again where the catalogue can't be read."""
    try:
        return _workplace(store, library(where))
    except BaseException:
        store.close()
        raise


def _workplace(store: Store, knowledge: Library) -> Workplace:
    from app.usecases.workplace import Workplace

    return Workplace(store, knowledge)
