"""Reads the profiles of counters from `profiles.yaml`; an error names the file and the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import yaml

from app.domain.catalog.profile import Profile
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    from pathlib import Path


def load_profiles(file: Path) -> dict[str, Profile]:
    """Profiles by key; InputProblem for a file that can't be read, a wrong field or a key that stands twice."""
    try:
        profiles = msgspec.convert(yaml.safe_load(file.read_text(encoding="utf-8")), list[Profile])
    except OSError as error:
        raise InputProblem("INPUT-FILE", "读不到窗口类型文件，请核对路径和权限。", str(file)) from error
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise InputProblem("INPUT-CATALOGUE", f"窗口类型文件有误：{error}", str(file)) from error
    keys = [p.key for p in profiles]
    twice = next((k for k in keys if keys.count(k) > 1), None)
    if twice is not None:
        raise InputProblem("INPUT-CATALOGUE", f"窗口类型“{twice}”写了两次。", str(file))
    return {p.key: p for p in profiles}
