"""What is read about people and organisations."""

from .directory import Directory, PersonKnown, directory
from .door import (
    failed_sign_in,
    failures_of,
    one_time_link,
    session,
    sign_ins,
)
from .drafts import draft
from .organisations import (
    all_organisations,
    branch,
    children,
    count_at_work,
    organisation,
    organisation_page,
    organisations_by_name,
    organisations_in,
    organisations_within,
    tree,
)
from .persons import (
    PAGE,
    is_empty,
    is_last_administrator,
    people_of,
    people_page,
    person,
    person_of_login,
)

__all__ = [
    "PAGE",
    "Directory",
    "PersonKnown",
    "all_organisations",
    "branch",
    "children",
    "count_at_work",
    "directory",
    "draft",
    "failed_sign_in",
    "failures_of",
    "is_empty",
    "is_last_administrator",
    "one_time_link",
    "organisation",
    "organisation_page",
    "organisations_by_name",
    "organisations_in",
    "organisations_within",
    "people_of",
    "people_page",
    "person",
    "person_of_login",
    "session",
    "sign_ins",
    "tree",
]
