"""A database as full as it will ever be, to measure on: invented decisions along fast paths.

`plan` says what there must be, without the database; `rows` writes it in batches. The same numbers on
the same day give the same decisions. It is never the demonstration: nothing here passes the acts.
"""

from .rows import Load, fill

__all__ = ["Load", "fill"]
