"""What may happen, and doing it: the only place that changes the status of a case.

Every act is one function: one transaction, the row locked and its version compared, everything that
stands in the way refused at once, one event in the log. The same function serves page, command,
demonstration and test. What is asked of whom stands in `TRANSITIONS`.
"""

from .adopting import adopt, adopt_urgently, not_urgent
from .afterwards import freeze_motivation, review_afterwards, write_motivation
from .asking import authors, obstacles
from .clauses import add_clause, insert_clause, withdraw_clause, write_clause_version
from .closing import (
    close_without_decision,
    propose_closing,
    propose_withdrawal,
    withdraw_before_publication,
)
from .comparing import compare_publication
from .destroying import destroy_evidence_file, destroy_personal_data
from .duty import find_no_longer_necessary
from .finishing import complete
from .interrupting import correct_interruption, record_interruption
from .objecting import (
    change_objection,
    decide_objection,
    read_objection,
    record_interim_relief,
    record_objection,
)
from .publishing import correct_publication, publish
from .reviewing import agree, return_to_author, submit, take_over
from .starting import copy, record_historical, start
from .transitions import TRANSITIONS
from .writing import acknowledge, consult, edit

__all__ = [
    "TRANSITIONS",
    "acknowledge",
    "add_clause",
    "adopt",
    "adopt_urgently",
    "agree",
    "authors",
    "change_objection",
    "close_without_decision",
    "compare_publication",
    "complete",
    "consult",
    "copy",
    "correct_interruption",
    "correct_publication",
    "decide_objection",
    "destroy_evidence_file",
    "destroy_personal_data",
    "edit",
    "find_no_longer_necessary",
    "freeze_motivation",
    "insert_clause",
    "not_urgent",
    "obstacles",
    "propose_closing",
    "propose_withdrawal",
    "publish",
    "read_objection",
    "record_historical",
    "record_interim_relief",
    "record_interruption",
    "record_objection",
    "return_to_author",
    "review_afterwards",
    "start",
    "submit",
    "take_over",
    "withdraw_before_publication",
    "withdraw_clause",
    "write_clause_version",
    "write_motivation",
]
