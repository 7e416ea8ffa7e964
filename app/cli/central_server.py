"""`yichuang-central init`, `serve`, `doctor`, `ca …`: the server itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from app.cli.answer import NO, Answer
from app.cli.central_opening import given_password, opened, set_outside

if TYPE_CHECKING:
    import argparse

    from app.central_program import Wanted
    from app.usecases.central.accounts import Added

PORT = 8443


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    init = commands.add_parser("init", parents=[shared], help="make database, keys and the first administrator")
    init.add_argument("--admin", metavar="NAME", help="log-in name of the first administrator (default: admin)")
    init.add_argument("--evaluation", action="store_true", help="takes evaluation stores, and only those")
    init.add_argument("--new-password-file", metavar="F", help="the administrator's password")
    _add_making(init)
    init.set_defaults(run=make)
    serve = commands.add_parser("serve", parents=[shared], help="serve the API and the console")
    _add_making(serve)
    _add_serving(serve)
    serve.set_defaults(run=serve_all)
    doctor = commands.add_parser("doctor", parents=[shared], help="check what the server needs")
    doctor.set_defaults(run=examine)
    authority = commands.add_parser("ca", help="the authority that desks pin").add_subparsers(
        required=True, metavar="WHAT"
    )
    show = authority.add_parser("show", parents=[shared], help="certificate and fingerprint")
    show.set_defaults(run=show_authority)
    announce = authority.add_parser("announce", parents=[shared], help="announce a successor to every desk")
    announce.set_defaults(run=announce_successor)
    switch = authority.add_parser("switch", parents=[shared], help="put the announced successor in use")
    switch.set_defaults(run=switch_authority)


def _add_making(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--area", metavar="CODE", help="area code of six digits (default: 500106)")
    parser.add_argument("--hall", metavar="NAME", help="hall that counters belong to where none is named")
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="a further name or address of this server"
    )


def _add_serving(parser: argparse.ArgumentParser) -> None:
    """What the options say, else the variables YICHUANG_HOST and so on, as a service sets them."""
    host, port, tls = set_outside("host", "127.0.0.1"), set_outside("port", str(PORT)), set_outside("tls", "auto")
    parser.add_argument("--host", default=host, metavar="H", help="address to listen on (default: loopback)")
    parser.add_argument("--port", type=int, default=port, metavar="P", help=f"port, 0: any (default: {PORT})")
    parser.add_argument("--tls", choices=("auto", "on", "off"), default=tls, help="auto: TLS outside loopback")
    certificate = "certificate (PEM), with --tls-key; default: from the own CA"
    parser.add_argument("--tls-cert", metavar="F", default=set_outside("tls_cert"), help=certificate)
    key = "private key of the certificate (PEM)"
    parser.add_argument("--tls-key", metavar="F", default=set_outside("tls_key"), help=key)


def make(arguments: argparse.Namespace) -> Answer:
    """Make a server with keys, database and first administrator."""
    from app.central_program import central_home, create_server

    made = create_server(central_home(arguments.home), _wanted(arguments, given_password(arguments)))
    made.server.close()
    data = {
        "home": str(made.server.home.folder),
        "fingerprint": made.server.fingerprint,
        "admin": made.admin.name,
        "evaluation": made.server.evaluation,
    }
    text = f"已建立：{made.server.home.folder}\n指纹：{_grouped(made.server.fingerprint)}"
    if made.admin.one_time_password is not None:
        data["one_time_password"] = made.admin.one_time_password
        text += f"\n{_told(made.admin)}"
    return Answer(data, text)


def serve_all(arguments: argparse.Namespace) -> Answer:
    """Serve until the process is asked to end; a home without a server gets one in service first."""
    from app.central.serve import serve
    from app.central_program import central_home, serving_server

    home = central_home(arguments.home)
    server, admin = serving_server(home, _wanted(arguments, None))
    if admin is not None and admin.one_time_password is not None:
        print(f"{_told(admin)}（也写在 {home.first_password}，首次登录后请删除）", file=sys.stderr, flush=True)
    lock = home.hold()
    try:
        serve(server, arguments)
    finally:
        lock.release()
        server.close()
    return Answer({"served": True}, "服务已停止。")


def examine(arguments: argparse.Namespace) -> Answer:
    """Check what the server needs; exit 1 where it could not do its work."""
    from app.central_program import central_home, open_server
    from app.usecases.central.doctor import examine_server

    checks = examine_server(central_home(arguments.home), lambda home: open_server(home, arguments.database))
    data = [{"check": c.check, "ok": c.ok, "detail": c.detail, "advice": c.advice} for c in checks]
    lines = [f"{'好' if c.ok else '注意'} {c.check}：{c.detail}{'　' + c.advice if c.advice else ''}" for c in checks]
    return Answer(data, "\n".join(lines), NO if any(c.fatal for c in checks) else 0)


def show_authority(arguments: argparse.Namespace) -> Answer:
    """Show the authority's certificate, when it ends, and its announced successor."""
    from app.usecases.central.authority import authority_of

    with opened(arguments) as server:
        found = authority_of(server)
    data = {
        "fingerprint": found.fingerprint,
        "certificate": found.certificate,
        "valid_until": found.valid_until.isoformat(),
        "successor": found.successor,
    }
    after = f"\n已公布继任者：{_grouped(found.successor)}" if found.successor else ""
    return Answer(data, f"指纹：{_grouped(found.fingerprint)}\n有效期至：{found.valid_until:%Y-%m-%d}{after}")


def announce_successor(arguments: argparse.Namespace) -> Answer:
    """Announce a successor of the authority; the present one stays in use until `ca switch`."""
    from app.usecases.central.authority import announce

    with opened(arguments) as server:
        successor = announce(server)
    text = f"已公布继任者：{_grouped(successor)}\n等所有窗口都联网同步过一次后，再运行 ca switch。"
    return Answer({"successor": successor}, text)


def switch_authority(arguments: argparse.Namespace) -> Answer:
    """Put the announced successor in use."""
    from app.usecases.central.authority import switch

    with opened(arguments) as server:
        fingerprint = switch(server)
    return Answer(
        {"fingerprint": fingerprint}, f"已换用：{_grouped(fingerprint)}\n请重启 serve，之后的接入码用新指纹。"
    )


def _wanted(arguments: argparse.Namespace, password: str | None) -> Wanted:
    from app.central_program import ADMIN, AREA, HALL, Wanted

    return Wanted(
        admin=getattr(arguments, "admin", None) or ADMIN,
        area=arguments.area or AREA,
        hall=arguments.hall or HALL,
        evaluation=getattr(arguments, "evaluation", False),
        database=arguments.database,
        names=tuple(arguments.name),
        password=password,
    )


def _told(admin: Added) -> str:
    return f"管理员 {admin.name} 的一次性密码：{admin.one_time_password}"


def _grouped(fingerprint: str) -> str:
    return "-".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
