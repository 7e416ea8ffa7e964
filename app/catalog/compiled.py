"""A catalogue folder's content as one file, which is read thirty times as fast as its sources.

The folder that comes with the program carries one (`compiled.bin`, made when the program is set up or packaged); any
other folder gets one in the desk's cache. It is believed only where it belongs to exactly these sources.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.catalog.blob import catalogue_bytes, decode_catalogue, schema_fingerprint
from app.catalog.load import LoadedCatalogue, load
from app.catalog.problem import Problem

COMPILED = "compiled.bin"
"""Its name in a catalogue folder."""


def load_compiled(folder: Path, cache_file: Path | None = None) -> LoadedCatalogue:
    """As `load`, from the compiled file of the folder or of the cache; the cache is renewed where neither belongs.

    Only a catalogue without errors is kept. A file that cannot be read or written costs time, nothing else.
    """
    sources = _sources_digest(folder)
    for file in (folder / COMPILED, cache_file):
        kept = None if file is None else _read(file, sources)
        if kept is not None:
            return kept
    loaded = load(folder)
    if cache_file is not None:
        _write(cache_file, sources, loaded)
    return loaded


def compile_folder(folder: Path) -> None:
    """Leave the compiled file in a catalogue folder, where it is not there yet and the sources have no errors."""
    file, sources = folder / COMPILED, _sources_digest(folder)
    if _read(file, sources) is None:
        _write(file, sources, load(folder))


@dataclass(frozen=True, slots=True)
class _Kept:
    sources: str
    content: bytes
    warnings: tuple[Problem, ...]
    title: str


def _sources_digest(folder: Path) -> str:
    """Over the names and bytes of all files read, and over the types they decode into."""
    digest = hashlib.sha256(schema_fingerprint().encode())
    names = ("departments.yaml", "release.yaml", "items/*.yaml", "packages/*.yaml")
    for file in sorted(f for name in names for f in folder.glob(name)):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _read(file: Path, sources: str) -> LoadedCatalogue | None:
    try:
        kept = msgspec.msgpack.decode(zlib.decompress(file.read_bytes()), type=_Kept)
        if kept.sources != sources:
            return None
        return LoadedCatalogue(decode_catalogue(kept.content), (), kept.warnings, kept.title)
    except (OSError, ValueError, zlib.error, msgspec.MsgspecError):
        return None


def _write(file: Path, sources: str, loaded: LoadedCatalogue) -> None:
    """Whole or not at all: another process may be reading it.

    Packed, so that nobody who looks for a person's number in the home folder finds that of an example.
    """
    if loaded.catalogue is None:
        return
    kept = _Kept(sources, catalogue_bytes(loaded.catalogue), loaded.warnings, loaded.title)
    half = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(zlib.compress(msgspec.msgpack.encode(kept), 1))
        half.replace(file)


if __name__ == "__main__":
    compile_folder(Path(sys.argv[1]))
