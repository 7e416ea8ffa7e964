"""`yichuang-central enrol`, `counter …`, `device …`: counters and the devices at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.answer import Answer
from app.cli.central_opening import opened

if TYPE_CHECKING:
    import argparse

    from app.store.central.devices import Device

_STATES = {"active": "在用", "suspended": "停用", "revoked": "已吊销"}


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    enrol = commands.add_parser("enrol", parents=[shared], help="a one-time code for a new device at a counter")
    enrol.add_argument("counter", metavar="COUNTER_NO")
    enrol.add_argument("--hall", default="", metavar="NAME", help="hall of a counter that is not known yet")
    enrol.set_defaults(run=print_code)
    counter = commands.add_parser("counter", help="counters and their halls").add_subparsers(
        required=True, metavar="WHAT"
    )
    add = counter.add_parser("add", parents=[shared], help="add a counter to a hall")
    add.add_argument("counter", metavar="COUNTER_NO")
    add.add_argument("--hall", default="", metavar="NAME")
    add.add_argument("--name", default="", metavar="NAME")
    add.set_defaults(run=add_one)
    listed = counter.add_parser("list", parents=[shared], help="every counter")
    listed.set_defaults(run=list_counters)
    device = commands.add_parser("device", help="devices that were enrolled").add_subparsers(
        required=True, metavar="WHAT"
    )
    devices = device.add_parser("list", parents=[shared], help="every device")
    devices.add_argument("--counter", default="", metavar="NO")
    devices.set_defaults(run=list_devices)
    words = {"suspend": "keep a device out for now", "revoke": "keep a device out for good (stolen)"}
    for word, say in words.items():
        change = device.add_parser(word, parents=[shared], help=say)
        change.add_argument("device", metavar="DEVICE|COUNTER_NO")
        change.add_argument("--reason", required=True, metavar="TEXT")
        change.set_defaults(run=change_device, word=word)
    back = device.add_parser("reinstate", parents=[shared], help="let a suspended device in again")
    back.add_argument("device", metavar="DEVICE|COUNTER_NO")
    back.set_defaults(run=change_device, word="reinstate", reason="")


def print_code(arguments: argparse.Namespace) -> Answer:
    """Print a one-time code; a counter that is not known yet is made in the default hall."""
    from app.usecases.central.enrolment import issue_code

    with opened(arguments) as server:
        issued = issue_code(server, arguments.counter, hall=arguments.hall)
        fingerprint = server.fingerprint
    data = {
        "code": issued.code,
        "expires_at": issued.expires_at.isoformat(),
        "counter": issued.counter,
        "hall": issued.hall,
        "counter_made": issued.made_counter,
        "fingerprint": fingerprint,
    }
    made = f"窗口 {issued.counter} 原先没有登记，已建在大厅“{issued.hall}”。\n" if issued.made_counter else ""
    local = issued.expires_at.astimezone()
    return Answer(data, f"{made}接入码：{issued.code}\n有效到 {local:%H:%M:%S}，只能用一次。")


def add_one(arguments: argparse.Namespace) -> Answer:
    """Add a counter to a hall."""
    from app.usecases.central.devices import add_counter

    with opened(arguments) as server:
        row = add_counter(server, arguments.counter, arguments.hall, arguments.name)
    return Answer(
        {"counter": row.counter, "hall": row.hall, "name": row.name}, f"窗口 {row.counter} 在大厅“{row.hall}”。"
    )


def list_counters(arguments: argparse.Namespace) -> Answer:
    """List every counter with its hall."""
    from app.usecases.central.devices import list_counters as every

    with opened(arguments) as server:
        rows = every(server)
    data = {"counters": [{"counter": r.counter, "hall": r.hall, "name": r.name} for r in rows]}
    return Answer(data, "\n".join(f"{r.counter}  {r.hall}  {r.name}".rstrip() for r in rows) or "还没有窗口。")


def list_devices(arguments: argparse.Namespace) -> Answer:
    """List every device, what state it is in and when it was last here."""
    from app.usecases.central.devices import list_devices as every

    with opened(arguments) as server:
        rows = every(server, arguments.counter)
    return Answer({"devices": [_shown(row) for row in rows]}, "\n".join(map(_line, rows)) or "还没有设备。")


def change_device(arguments: argparse.Namespace) -> Answer:
    """Suspend, revoke or reinstate a device."""
    from app.usecases.central import devices

    with opened(arguments) as server:
        identity = devices.find_device(server, arguments.device).id
        if arguments.word == "reinstate":
            changed = devices.reinstate(server, identity)
        elif arguments.word == "suspend":
            changed = devices.suspend(server, identity, arguments.reason)
        else:
            changed = devices.revoke(server, identity, arguments.reason)
    return Answer(_shown(changed), _line(changed))


def _shown(row: Device) -> dict[str, Any]:
    return {
        "device": row.id,
        "counter": row.counter,
        "hall": row.hall,
        "state": row.state,
        "reason": row.reason,
        "program": row.program,
        "enrolled_at": row.enrolled_at.isoformat(),
        "seen_at": row.seen_at.isoformat() if row.seen_at else None,
    }


def _line(row: Device) -> str:
    seen = f"{row.seen_at.astimezone():%m-%d %H:%M}" if row.seen_at else "从未"
    reason = f"  {row.reason}" if row.reason else ""
    return f"{row.id}  {row.counter}  {_STATES[row.state]}  最近联系 {seen}{reason}"
