"""Answers of rules about uploads, each with the status that tus gives it."""

from ..core.actions import Conflict, Refusal


class Gone(Refusal):
    """There is no such upload, or none that this person may know of."""

    status = 404


class TooLarge(Refusal):
    """More bytes than are taken."""

    status = 413


class TooMany(Refusal):
    """Too many uploads at once."""

    status = 429


class Busy(Refusal):
    """Another request writes the same upload and does not let go."""

    status = 423


class ChecksumMismatch(Refusal):
    """The piece is not what was sent; nothing of it is kept."""

    status = 460


class DiskFull(Refusal):
    """There is no room for the piece; what came before is kept."""

    status = 507


class WrongOffset(Conflict):
    """The piece does not begin where the file ends."""
