"""A browser without a screen: carries its cookie and its token as a real one does."""

from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from intranet.people import actions, queries

RAW_TOKEN = "t" * 40


class Browser:
    """Requests of one person. With `htmx` they are the requests that htmx makes."""

    def __init__(self, app: Flask, person: Any = None, *, htmx: bool = False) -> None:
        self.client = app.test_client()
        self.headers = {"HX-Request": "true"} if htmx else {}
        signer = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
        self.token = signer.dumps(RAW_TOKEN)
        with self.client.session_transaction() as session:
            session["csrf_token"] = RAW_TOKEN
            if person is not None:
                session["_user_id"] = open_session(app, person)
                session["_fresh"] = True

    def get(self, url: str, **kwargs: Any) -> TestResponse:
        headers = self.headers | kwargs.pop("headers", {})
        return self.client.get(url, headers=headers, **kwargs)

    def post(self, url: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        headers = self.headers | {"X-CSRFToken": self.token} | kwargs.pop("headers", {})
        return self.client.post(url, data=data or {}, headers=headers, **kwargs)


def open_session(app: Flask, person: Any) -> str:
    """The token of a session of `person`, without asking for the password."""
    with app.app_context():
        fresh = queries.person(person.id)
        assert fresh is not None
        return actions.begin_session(fresh, address="127.0.0.1", agent="test")
