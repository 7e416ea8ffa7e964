"""Makes package files of the answer of `catalog package --json`, as another system would: nothing but what it says."""

from __future__ import annotations

from typing import Any


def package_file(shown: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A package file that is accepted as it stands: first answers, examples, every point passed."""
    person = {"kind": "person", "id_type": "citizen-id", "id_number": "50010619780704018X", "name": "李明"}
    answers = {s["key"]: s["answered"] or s["options"][0]["key"] for s in shown["situations"]}
    materials = {
        m["identity"]: {
            "provided": ["original-kept"],
            "points": {p["shared"]: "pass" for p in m["points"] if p["check"] == "eye"},
        }
        for m in shown["materials"]
    }
    return {
        "package": shown["package"]["key"],
        "applicant": person | {"phone": "13800138000"},
        "answers": answers,
        "form": {f["key"]: f["example"] for f in shown["form"] if f["example"] != ""},
        "materials": materials,
        **more,
    }
