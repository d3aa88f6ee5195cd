"""How much a document may hold and how much work one person's credentials may cause, with the reason beside each bound.

The promise behind them: one evaluation ends within 50 milliseconds of CPU time, with an answer or with
`TooComplexError`. Work is counted, never timed, so the answer is the same on every machine.
"""

from typing import Final

MAX_RULE_BYTES: Final = 65_536
"""The default rule takes 2 kB; a rule that lists all 43 modules of a catalogue by address stays under 20 kB."""

MAX_HOLDINGS_BYTES: Final = 1_048_576
"""A holding takes about 400 bytes; `MAX_HOLDINGS` of them with long addresses fit."""

MAX_HOLDINGS: Final = 500
"""Credentials of one person. A rich wallet holds some fifty."""

MAX_CLAUSES: Final = 16
"""Clauses of one rule; more cannot be explained to the person whom it judges."""

MAX_RELATIONS: Final = 500
"""Equivalences, prerequisites and exclusions of one rule, together."""

MAX_UNITS_LISTED: Final = 500
"""Units named in one list."""

MAX_TEXT: Final = 500
"""Characters of an identifier or a title."""

MAX_NUMBER: Final = 1_000_000
"""Hours, credits, months and counts; a working life has fewer than 100,000 hours."""

MAX_EFFORT: Final = 8_000
"""Partial sets that the search may try, and what costs as much (some 5 µs). Portfolios of about 20 credentials need 5
in the median and a few hundred at most."""
