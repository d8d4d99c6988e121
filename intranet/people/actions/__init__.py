"""What people do with accounts and organisations; each is one transaction and tells."""

from .accounts import (
    add_person,
    change_own_data,
    change_person,
    deactivate,
    give_role,
    keep_look,
    reactivate,
    take_role,
)
from .door import (
    TooSoon,
    begin_session,
    note_failure,
    note_refusal,
    notice_use,
    prove,
    sign_in,
    sign_out,
)
from .house import check_zone, found_house
from .links import change_password, make_link, make_links, token_hash, use_link
from .organisations import (
    add_organisation,
    change_organisation,
    close_organisation,
    learn_alias,
    move_organisation,
    reopen_organisation,
)

__all__ = [
    "TooSoon",
    "add_organisation",
    "add_person",
    "begin_session",
    "change_organisation",
    "change_own_data",
    "change_password",
    "change_person",
    "check_zone",
    "close_organisation",
    "deactivate",
    "found_house",
    "give_role",
    "keep_look",
    "learn_alias",
    "make_link",
    "make_links",
    "move_organisation",
    "note_failure",
    "note_refusal",
    "notice_use",
    "prove",
    "reactivate",
    "reopen_organisation",
    "sign_in",
    "sign_out",
    "take_role",
    "token_hash",
    "use_link",
]
