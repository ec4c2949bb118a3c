"""The clauses that the application brings along, in our own words.

Each clause for a criterion says what the policy framework (chapters 3 to 5 and 7) asks of exactly that
criterion. It reads on after 'overwegende dat'. What differs from case to case is a place in braces, so
that no decision rests on a sentence that would fit any other.
"""

from .endings import ENDINGS
from .lasting import LASTING
from .short import SHORT
from .text import Text

ALL: tuple[Text, ...] = (*LASTING, *SHORT, *ENDINGS)

__all__ = ["ALL", "Text"]
