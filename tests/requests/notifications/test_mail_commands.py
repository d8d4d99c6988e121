"""`flask mail test`: one letter now, and what the server answered in plain words."""

import socket

from tests.support.mail_server import mail_server, settings


def run(app):
    return app.test_cli_runner().invoke(args=["mail", "test", "anna@example.ru"])


def test_it_sends_a_letter_and_says_what_the_server_said(app):
    with mail_server() as server:
        app.config.update(settings(server))
        result = run(app)

    assert result.exit_code == 0
    assert (
        "took the letter to anna@example.ru and said: 250 2.0.0 taken as number 7" in result.output
    )
    assert str(server.letters[0]["Subject"]) == "A letter to try the mail server"
    assert "https://intranet.example.ru" in server.letters[0].get_body(("plain",)).get_content()


def test_a_refusal_is_said_in_the_servers_words(app):
    with mail_server(answers={"anna@example.ru": "550 5.1.1 Nobody"}) as server:
        app.config.update(settings(server))
        result = run(app)

    assert result.exit_code == 1
    assert "The server refuses this letter: 550 5.1.1 Nobody" in result.output


def test_a_missing_server_is_named(app):
    with socket.socket() as taken, mail_server() as server:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        app.config.update(settings(server, SMTP_PORT=port))
        result = run(app)

    assert f"127.0.0.1:{port} cannot be reached" in result.output


def test_a_server_that_speaks_no_tls_is_told_from_one_that_is_away(app):
    with mail_server() as server:
        app.config.update(settings(server, SMTP_TLS="starttls"))
        plain = run(app).output
        app.config.update(settings(server, SMTP_TLS="tls"))
        secret = run(app).output

    assert "does not do what the settings ask for: STARTTLS" in plain
    assert "does not speak TLS as INTRANET_SMTP_TLS says" in secret


def test_without_settings_it_says_which_is_missing(app):
    assert "INTRANET_SMTP_HOST is not set" in run(app).output
