"""`python -m rung` is the same as `rung`."""

import sys

from rung.cli.main import main

sys.exit(main())
