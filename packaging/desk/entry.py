"""What the packaged program starts: the command `yichuang`."""

from __future__ import annotations

import sys

from app.cli.desk import main

if __name__ == "__main__":
    sys.exit(main())
