"""Records of the server about who may come in and with what: counters, devices, marks, accounts, tokens, releases.

Secrets stand here as hashes; what an account's password protects is encrypted once more under the server's data key.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, UniqueConstraint

from db.central import central_metadata
from db.types import Bytes, Flag, Moment, Structure, Whole, Words

server_settings = Table(
    "server_settings",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("key", Words, primary_key=True),
    Column("value", Structure, nullable=False),
    sqlite_strict=True,
    comment="what the server remembers of itself: id, evaluation, version of the accounts",
)

counters = Table(
    "counters",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("counter", Words, primary_key=True, comment="C03"),
    Column("hall", Words, nullable=False),
    Column("name", Words, nullable=False),
    sqlite_strict=True,
    comment="counters 窗口 and the hall in which they stand",
)

devices = Table(
    "devices",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("counter", Words, nullable=False),
    Column("hall", Words, nullable=False),
    Column("public_key", Bytes, nullable=False, comment="Ed25519, 32 bytes"),
    Column("store", Words, nullable=False),
    Column("state", Words, nullable=False, comment="active, suspended, revoked"),
    Column("reason", Words, nullable=False),
    Column("evaluation", Flag, nullable=False),
    Column("certificate", Bytes, nullable=False, comment="JSON, verbatim"),
    Column("signature", Bytes, nullable=False, comment="of the certificate, by the area's key"),
    Column("door", Bytes, nullable=False, comment="SHA-256 of the secret that fetches accounts before log-in"),
    Column("program", Words, nullable=False),
    Column("enrolled_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("seen_at", Moment),
    UniqueConstraint("area", "public_key"),
    Index(None, "area", "counter"),
    sqlite_strict=True,
    comment="devices that were enrolled, for ever",
)

enrolment_codes = Table(
    "enrolment_codes",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("hash", Bytes, primary_key=True, comment="keyed hash of the one-time part"),
    Column("counter", Words, nullable=False),
    Column("made_by", Words, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("device", Words, comment="device that used it"),
    sqlite_strict=True,
    comment="one-time codes; kept after use so that a second use is told from a wrong code",
)

marks = Table(
    "marks",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("counter", Words, primary_key=True),
    Column("mark", Words, primary_key=True),
    Column("device", Words, nullable=False),
    Column("use", Words, nullable=False, comment="lent, or used once a journal bears it"),
    Column("lent_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "area", "device"),
    sqlite_strict=True,
    comment="marks lent to devices; a mark belongs to one device for ever",
)

accounts = Table(
    "accounts",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("name", Words, nullable=False, comment="log-in name"),
    Column("role", Words, nullable=False),
    Column("department", Words, nullable=False),
    Column("hall", Words, nullable=False, comment="empty: every hall"),
    Column("public_key", Bytes, nullable=False, comment="X25519, 32 bytes"),
    Column("private_box", Bytes, nullable=False, comment="private key under the password, under the data key"),
    Column("parameters", Structure, nullable=False, comment="Argon2id: salt, memory, passes, lanes"),
    Column("version", Whole, nullable=False, comment="counts changes of the password"),
    Column("disabled", Flag, nullable=False),
    Column("must_change", Flag, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("area", "name"),
    sqlite_strict=True,
    comment="people who can log in, at a desk or on the web",
)

account_history = Table(
    "account_history",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("account", Words, primary_key=True),
    Column("position", Whole, primary_key=True, comment="from which this standing holds"),
    Column("role", Words, nullable=False),
    Column("department", Words, nullable=False),
    Column("hall", Words, nullable=False),
    Column("disabled", Flag, nullable=False),
    Column("at", Moment, nullable=False),
    Column("made_by", Words, nullable=False),
    sqlite_strict=True,
    comment="what an account was allowed, by position: an act is judged by what its device had seen",
)

slots = Table(
    "slots",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("store", Words, primary_key=True),
    Column("key", Words, primary_key=True, comment="which key of the store's database"),
    Column("device", Words, nullable=False),
    Column("box", Bytes, nullable=False, comment="the key, sealed to the server's recovery key"),
    Column("made_at", Moment, nullable=False),
    sqlite_strict=True,
    comment="recovery slots of desks' databases, from which slots for accounts are made",
)

tokens = Table(
    "tokens",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("hash", Bytes, nullable=False),
    Column("role", Words, nullable=False),
    Column("department", Words, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    UniqueConstraint("area", "hash"),
    sqlite_strict=True,
    comment="tokens of other systems",
)

sessions = Table(
    "sessions",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("hash", Bytes, primary_key=True, comment="SHA-256 of the cookie's secret"),
    Column("account", Words, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "area", "account"),
    sqlite_strict=True,
    comment="log-ins on the web console",
)

attempts = Table(
    "attempts",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("of", Words, primary_key=True, comment="account:…, address:…, enrolment:…; addresses as keyed hashes"),
    Column("wrong", Whole, nullable=False),
    Column("last_at", Moment, nullable=False),
    sqlite_strict=True,
    comment="wrong passwords and codes in a row; they slow down, then lock",
)

releases = Table(
    "releases",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("hash", Words, primary_key=True, comment="SHA-256 of the content, hex"),
    Column("number", Whole, nullable=False),
    Column("start", Moment, nullable=False),
    Column("position", Whole, nullable=False, comment="of the event that released it"),
    Column("signature", Bytes, nullable=False, comment="of the statement, by the area's key"),
    Column("content", Bytes, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("published_by", Words, nullable=False),
    UniqueConstraint("area", "number"),
    sqlite_strict=True,
    comment="releases of the catalogue 事项库",
)
