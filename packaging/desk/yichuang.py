"""What the packaged desk starts: the command `yichuang`, or a part of it."""

from __future__ import annotations

import sys

from app.cli.desk import main
from app.cli.parts import begin

if __name__ == "__main__":
    sys.exit(begin(main))
