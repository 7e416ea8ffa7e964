"""救济途径: where and until when a decision can be gone against. One sentence for every paper and every event.

Rules: RECON-20, LITIG-46, LAW-38-2.
"""

from __future__ import annotations


def remedies_text(reconsideration: str, court: str) -> str:
    """The sentence with the body of reconsideration 复议 and the court; ValueError where one of them is empty."""
    if not reconsideration.strip() or not court.strip():
        raise ValueError("救济途径要写明复议机关和管辖法院，两项都不能空。")
    return (
        f"如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration.strip()}申请行政复议，"
        f"也可以自收到本决定书之日起六个月内依法向{court.strip()}提起行政诉讼。"
    )
