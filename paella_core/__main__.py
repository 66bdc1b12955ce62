"""`python -m paella_core` is the command `paella`."""

from __future__ import annotations

import sys

from paella_core.cli import main

sys.exit(main())
