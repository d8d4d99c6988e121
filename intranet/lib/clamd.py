"""Asks a ClamAV daemon about a file: INSTREAM of its protocol, over a socket or the network."""

import socket
import struct
from dataclasses import dataclass
from typing import IO

PIECE = 64 * 1024  # bytes sent at once
LONGEST_ANSWER = 4096  # bytes


class Unavailable(Exception):  # noqa: N818 - an answer, not a bug
    """The daemon cannot be asked now, or could not look; its own words if it said any."""


@dataclass(frozen=True)
class Clamd:
    """address: the path of a socket, or host:port. patience: seconds for each step."""

    address: str
    patience: float = 60.0

    def scan(self, stream: IO[bytes]) -> str:
        """The name of what was found in `stream`, nothing when it is clean.

        Raises Unavailable; so does a file larger than the daemon's StreamMaxLength.
        """
        try:
            with self._connected() as connection:
                self._send(connection, stream)
                said = self._answer(connection)
        except (OSError, ValueError) as error:
            raise Unavailable(str(error)) from error
        if said.endswith(" FOUND"):
            return said.removeprefix("stream: ").removesuffix(" FOUND") or "?"
        if said != "stream: OK":
            raise Unavailable(said or "no answer")
        return ""

    def _connected(self) -> socket.socket:
        if self.address.startswith("/"):
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(self.patience)
            try:
                connection.connect(self.address)
            except BaseException:
                connection.close()
                raise
            return connection
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=self.patience)

    @staticmethod
    def _send(connection: socket.socket, stream: IO[bytes]) -> None:
        """The file in pieces; a daemon that has heard enough closes, and has answered before."""
        try:
            connection.sendall(b"zINSTREAM\0")
            while piece := stream.read(PIECE):
                connection.sendall(struct.pack(">I", len(piece)) + piece)
            connection.sendall(struct.pack(">I", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass

    @staticmethod
    def _answer(connection: socket.socket) -> str:
        heard = b""
        while b"\0" not in heard and len(heard) < LONGEST_ANSWER:
            piece = connection.recv(LONGEST_ANSWER)
            if not piece:
                break
            heard += piece
        return heard.partition(b"\0")[0].decode("utf-8", "replace").strip()
