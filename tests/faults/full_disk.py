"""A disk runs full under a desk, under a server; run by test_full_disk.py on a disk that is really small.

    python -m tests.faults.full_disk FOLDER desk|server

Prints what happened as one line of JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from app.bootstrap import create_workplace, open_workplace, places
from app.errors import EnvironmentFailure
from app.store.verify import verify_store
from app.usecases.accept import accept
from tests.builders.filings import complete_filing, item_of
from tests.builders.small_disk import filled, is_real

PASSWORD = "断电-也不怕-03"


def desk(folder: Path) -> dict[str, object]:
    """An acceptance on a full disk is refused whole; with room again the same counter goes on."""
    where = places(folder / "home")
    workplace = create_workplace(where, "王芳", PASSWORD, "C03", "500106", evaluation=True)
    filing = complete_filing(item_of("GT-04"), workplace.today())
    accept(workplace, filing)
    before, refused = workplace.store.last_arrival(), ""
    with filled(folder):
        try:
            for _ in range(200):  # what the last page of the log still held may be used first
                accept(workplace, filing)
                before = workplace.store.last_arrival()
        except EnvironmentFailure as failure:
            refused = failure.code
        unchanged = workplace.store.last_arrival() == before
    after = accept(workplace, filing)
    workplace.store.close()
    again = open_workplace(where, PASSWORD)
    broken = verify_store(again.store).broken
    differences = again.store.rebuild_check().differences
    again.store.close()
    return {
        "real": is_real(),
        "refused": refused,
        "unchanged": unchanged,
        "verdict_after": after.state.verdict,
        "broken": len(broken),
        "differences": len(differences),
    }


def server(folder: Path) -> dict[str, object]:
    """A server without room takes nothing and says so; desks go on, and with room again it takes everything."""
    from tests.builders.cluster import ServerProcess
    from tests.builders.shared_clock import SharedClock
    from tests.builders.simulated_desk import SimulatedDesk
    from tests.faults.hall_proof import take_proof

    elsewhere = folder.with_name("elsewhere")
    elsewhere.mkdir()
    clock = SharedClock(elsewhere / "clock")
    running = ServerProcess(folder / "central", None, clock)
    running.log = elsewhere / "log"
    running.make()
    with running:
        playing = SimulatedDesk.enrolled(elsewhere / "a", running.url, running.code("C01"), "王芳", clock.clock())
        playing.sync()
        with filled(folder):
            refused = set()
            for _ in range(40):
                playing.hand.accept()
                refused.add(playing.try_sync())
            playing.hand.attach(playing.hand.accept().state.case_id, 300_000)
            refused.add(playing.try_sync())
        report = playing.sync()
        playing.close()
        proof = take_proof(running, [elsewhere / "a"], clock)
    return {"refused": sorted(refused - {""}), "sent": report.pushed > 0, "blobs": report.blobs, "wrong": proof.wrong}


if __name__ == "__main__":
    print(json.dumps({"desk": desk, "server": server}[sys.argv[2]](Path(sys.argv[1]))))
