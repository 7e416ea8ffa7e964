"""What the packaged server starts: the command `yichuang-central`, or a part of it."""

from __future__ import annotations

import sys

from app.cli.central import main
from app.cli.parts import begin

if __name__ == "__main__":
    sys.exit(begin(main))
