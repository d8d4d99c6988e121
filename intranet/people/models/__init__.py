"""Organisations as a tree, people in them, roles, the door, and who is looking."""

from .door import FailedSignIn, OneTimeLink, SignIn
from .imports import DirectoryDraft
from .organisations import Organisation, OrganisationAlias
from .persons import Person, Role
from .viewer import Seat, Viewer
from .words import KIND_NAMES, ROLE_NAMES, Kind, RoleKind, folded, initials

__all__ = [
    "KIND_NAMES",
    "ROLE_NAMES",
    "DirectoryDraft",
    "FailedSignIn",
    "Kind",
    "OneTimeLink",
    "Organisation",
    "OrganisationAlias",
    "Person",
    "Role",
    "RoleKind",
    "Seat",
    "SignIn",
    "Viewer",
    "folded",
    "initials",
]
