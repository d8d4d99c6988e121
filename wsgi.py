"""The door for servers: `app`, made from INTRANET_* variables and their defaults."""

from intranet.app import create_app

app = create_app()
