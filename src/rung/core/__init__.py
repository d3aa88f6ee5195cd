"""Values that every room uses: money, periods, texts in several languages, levels, ids, clocks, errors.

Standard library only. Everything here is immutable and cannot be built wrong.
"""

from rung.core.clock import Clock, FrozenClock, SystemClock
from rung.core.errors import RungError
from rung.core.ids import new_uuid, urn
from rung.core.lang_text import LangText
from rung.core.level import Level
from rung.core.money import Money
from rung.core.period import Period, add_months
from rung.core.signing import Signer

__all__ = [
    "Clock",
    "FrozenClock",
    "LangText",
    "Level",
    "Money",
    "Period",
    "RungError",
    "Signer",
    "SystemClock",
    "add_months",
    "new_uuid",
    "urn",
]
