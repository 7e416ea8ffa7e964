"""Print the Debian packages of what is missing: libraries that Qt needs, and programs that the tests need.

Runs on the system's python3 before anything is installed, so it uses the standard library only.
`--display` asks also for what a real window needs (X11 and Wayland); off screen does without. `--tests` asks also for
the programs that tests start. `--all` prints every library's package, missing or not, as the .deb's dependencies.
"""

from __future__ import annotations

import ctypes
import shutil
import sys
from pathlib import Path

OFF_SCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
PROGRAMS = {"initdb": "postgresql", "chromium": "chromium"}
POSTGRES = Path("/usr/lib/postgresql")


def is_absent(program: str) -> bool:
    """Whether a program is neither on the path nor where Debian keeps those of PostgreSQL."""
    return shutil.which(program) is None and not any(POSTGRES.glob(f"*/bin/{program}"))


def is_missing(library: str) -> bool:
    """Whether the dynamic loader can't open the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def missing_packages(display: bool, tests: bool) -> list[str]:
    """The packages to install, in a fixed order."""
    wanted = {**OFF_SCREEN, **WINDOW} if display else OFF_SCREEN
    packages = [package for library, package in wanted.items() if is_missing(library)]
    return packages + [package for program, package in PROGRAMS.items() if tests and is_absent(program)]


if __name__ == "__main__":
    if "--all" in sys.argv[1:]:
        print(", ".join({**OFF_SCREEN, **WINDOW}.values()))
    else:
        print(" ".join(missing_packages("--display" in sys.argv[1:], "--tests" in sys.argv[1:])))
