"""`yichuang-central user …`, `token …`: who may come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.answer import Answer
from app.cli.central_opening import given_password, opened
from app.domain.rights import ROLE_ZH, ROLES

if TYPE_CHECKING:
    import argparse

    from app.usecases.central.accounts import Added


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    user = commands.add_parser("user", help="accounts; they reach the desks by sync").add_subparsers(
        required=True, metavar="WHAT"
    )
    add = user.add_parser("add", parents=[shared], help="add an account")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", choices=ROLES, required=True)
    add.add_argument("--department", default="", metavar="D")
    add.add_argument("--hall", default="", metavar="H", help="works in this hall only (default: every hall)")
    add.add_argument("--new-password-file", metavar="F")
    add.set_defaults(run=add_user)
    reset = user.add_parser("reset", parents=[shared], help="another one-time password, and a new key pair")
    reset.add_argument("name", metavar="NAME")
    reset.add_argument("--role", choices=ROLES, default="")
    reset.add_argument("--new-password-file", metavar="F")
    reset.set_defaults(run=reset_user)
    for word, say in (("disable", "shut an account out"), ("enable", "let it in again")):
        switch = user.add_parser(word, parents=[shared], help=say)
        switch.add_argument("name", metavar="NAME")
        switch.add_argument("--role", choices=ROLES, help="refuse unless the account has this role")
        switch.set_defaults(run=switch_user, word=word)
    role = user.add_parser("role", parents=[shared], help="give an account another role")
    role.add_argument("name", metavar="NAME")
    role.add_argument("--role", choices=ROLES, required=True)
    role.add_argument("--department", metavar="D")
    role.set_defaults(run=give_role)
    listed = user.add_parser("list", parents=[shared], help="every account")
    listed.set_defaults(run=list_users)
    _add_tokens(commands, shared)


def _add_tokens(commands: Any, shared: argparse.ArgumentParser) -> None:
    token = commands.add_parser("token", help="tokens of other systems").add_subparsers(required=True, metavar="WHAT")
    add = token.add_parser("add", parents=[shared], help="make a token; it is shown once")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", choices=ROLES, required=True)
    add.add_argument("--department", default="", metavar="D")
    add.set_defaults(run=add_token)
    revoke = token.add_parser("revoke", parents=[shared], help="revoke a token")
    revoke.add_argument("name", metavar="NAME")
    revoke.add_argument("--role", choices=ROLES, help="refuse unless the token has this role")
    revoke.set_defaults(run=revoke_token)
    listed = token.add_parser("list", parents=[shared], help="every token, without its secret")
    listed.set_defaults(run=list_tokens)


def add_user(arguments: argparse.Namespace) -> Answer:
    """Add an account; a one-time password is printed unless one is given."""
    from app.usecases.central import accounts

    password = given_password(arguments)
    with opened(arguments) as server:
        added = accounts.add_user(
            server,
            arguments.name,
            arguments.role,
            department=arguments.department,
            hall=arguments.hall,
            password=password,
        )
    return _told("已添加", added)


def reset_user(arguments: argparse.Namespace) -> Answer:
    """Give an account another password; what it was before opens nothing any more."""
    from app.usecases.central import accounts

    password = given_password(arguments)
    with opened(arguments) as server:
        added = accounts.reset_user(server, arguments.name, role=arguments.role, password=password)
    return _told("已重置", added)


def switch_user(arguments: argparse.Namespace) -> Answer:
    """Disable or enable an account."""
    from app.usecases.central import accounts

    with opened(arguments) as server:
        accounts.refuse_other_role(accounts.require_account(server, arguments.name), arguments.role)
        act = accounts.disable_user if arguments.word == "disable" else accounts.enable_user
        account = act(server, arguments.name)
    say = "已停用" if account.disabled else "已启用"
    return Answer({"name": account.name, "role": account.role, "disabled": account.disabled}, f"{say}：{account.name}")


def give_role(arguments: argparse.Namespace) -> Answer:
    """Give an account another role, from now on."""
    from app.usecases.central.accounts import change_role

    with opened(arguments) as server:
        account = change_role(server, arguments.name, arguments.role, department=arguments.department)
    data = {"name": account.name, "role": account.role, "department": account.department}
    return Answer(data, f"{account.name}：{ROLE_ZH[arguments.role]}")


def list_users(arguments: argparse.Namespace) -> Answer:
    """List every account, disabled ones included."""
    from app.usecases.central import accounts

    with opened(arguments) as server:
        rows = accounts.list_users(server)
    data = [
        {
            "name": r.name,
            "role": r.role,
            "department": r.department,
            "hall": r.hall,
            "disabled": r.disabled,
            "must_change": r.must_change,
        }
        for r in rows
    ]
    lines = [f"{r.name}  {r.role}{'  已停用' if r.disabled else ''}{'  待改密' if r.must_change else ''}" for r in rows]
    return Answer({"users": data}, "\n".join(lines))


def add_token(arguments: argparse.Namespace) -> Answer:
    """Make a token for another system; it is shown this once."""
    from app.usecases.central import tokens

    with opened(arguments) as server:
        token = tokens.add_token(server, arguments.name, arguments.role, arguments.department)
    return Answer({"token": token, "name": arguments.name, "role": arguments.role}, token)


def revoke_token(arguments: argparse.Namespace) -> Answer:
    """Revoke a token from its next request on."""
    from app.usecases.central import tokens

    with opened(arguments) as server:
        tokens.drop_token(server, arguments.name, arguments.role)
    return Answer({"name": arguments.name, "revoked": True}, f"已撤销：{arguments.name}")


def list_tokens(arguments: argparse.Namespace) -> Answer:
    """List every token by name."""
    from app.usecases.central import tokens

    with opened(arguments) as server:
        rows = tokens.list_tokens(server)
    data = [
        {"name": r.name, "role": r.role, "department": r.department, "revoked": r.revoked_at is not None} for r in rows
    ]
    lines = [f"{r.name}  {r.role}{'  已撤销' if r.revoked_at else ''}" for r in rows]
    return Answer({"tokens": data}, "\n".join(lines) or "还没有令牌。")


def _told(say: str, added: Added) -> Answer:
    data = {"name": added.name, "role": added.role}
    if added.one_time_password is None:
        return Answer(data, f"{say}：{added.name}")
    data["one_time_password"] = added.one_time_password
    return Answer(data, f"{say}：{added.name}\n一次性密码：{added.one_time_password}（首次登录后要改）")
