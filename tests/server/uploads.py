"""The house with one more place that takes files, for tests of real servers: its own `main`."""

from intranet import app as roof
from intranet import server
from tests.support.upload_page import Slots

if __name__ == "__main__":
    roof.ROOMS = (*roof.ROOMS, Slots)
    server.main()
