"""For requests over plain HTTP on loopback.

Unless told otherwise httpx reads every authority of the machine for each client, which costs more than most requests.
"""

from __future__ import annotations

import ssl

PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody; to be given as `verify`."""
