"""Settings: INTRANET_* variables with their defaults and units."""

import os
import secrets
from email.utils import parseaddr
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent

#: name: default. Every one can be given as INTRANET_<NAME>, secrets also as …_FILE.
DEFAULTS: dict[str, str] = {
    "INSTANCE": str(HOUSE / "instance"),  # folder of the database, files and the secret key
    "DATABASE_URL": "",  # empty: SQLite in the instance folder
    "SECRET_KEY": "",  # empty: made once and kept in the instance folder, mode 0600
    "LANGUAGE": "ru",  # of those who have chosen none: ru or en
    "TIME_ZONE": "Europe/Moscow",  # of a new installation's first organisation
    "HTTPS": "0",  # 1: cookies only over TLS, HSTS on
    "TRUSTED_HOSTS": "",  # names by which the site may be called, comma separated; empty: any
    "PROXIES": "0",  # how many proxies stand before us and may be believed
    "UPLOAD_MB": "25",  # megabytes, the largest request
    "UPLOAD_QUOTA_MB": "2048",  # megabytes, what one person may have under way at once
    "CLAMAV": "",  # the virus scanner's socket, or host:port; empty: files are not scanned
    "SESSION_HOURS": "12",  # absolute life of a sign-in
    "IDLE_HOURS": "8",  # a sign-in not used for so long ends
    "DEVELOPMENT": "0",  # 1: the style page at /ui
    "HOST": "127.0.0.1",  # the address bin/serve listens at
    "PORT": "8000",  # and its port
    "WORKERS": "2",  # processes that serve
    "THREADS": "4",  # in each of them, for work only: slow clients hold none
    "SMTP_HOST": "",  # the mail server that takes our letters; empty: no letters at all
    "SMTP_PORT": "",  # empty: 465 with tls, 587 with starttls, 25 with none
    "SMTP_TLS": "starttls",  # none, starttls (a plain talk that turns secret), tls (secret at once)
    "SMTP_CA": "",  # file with the authority of the server's certificate; empty: the system's
    "SMTP_USER": "",  # empty: the server asks for no name
    "SMTP_PASSWORD": "",
    "MAIL_FROM": "",  # whom letters are from: an address, or Name <address>
    "URL": "",  # how people call the site, https://…: for links in letters
    "LOG": "warning",  # debug, info, warning, error
}

SHORTEST_KEY = 32
#: The usual port of a mail server by how the talk with it is kept secret.
SMTP_PORTS = {"none": 25, "starttls": 587, "tls": 465}


def read(environment: dict[str, str] | None = None) -> dict[str, str]:
    """The settings in force, by their short names.

    Raises SystemExit with one line that names the setting when a …_FILE cannot be read.
    """
    given = os.environ if environment is None else environment
    settings = {}
    for name, default in DEFAULTS.items():
        settings[name] = given.get(f"INTRANET_{name}", default)
        if path := given.get(f"INTRANET_{name}_FILE"):
            try:
                settings[name] = Path(path).read_text().strip()
            except OSError as error:
                raise SystemExit(f"INTRANET_{name}_FILE: {error}") from error
    return settings


def number(settings: dict[str, str], name: str) -> int:
    """The whole number in setting `name`; SystemExit names the setting when it is none."""
    try:
        return int(settings[name])
    except ValueError:
        raise SystemExit(f"INTRANET_{name}: not a whole number: {settings[name]!r}") from None


def secret_key(settings: dict[str, str], instance: Path) -> str:
    """The key that signs cookies: the given one, or one made at the first start."""
    given = settings["SECRET_KEY"]
    if given and len(given) < SHORTEST_KEY:
        raise SystemExit(f"INTRANET_SECRET_KEY: shorter than {SHORTEST_KEY} characters")
    if given:
        return given
    path = instance / "secret_key"
    if not path.exists():
        fresh = path.with_name(f"secret_key.{os.getpid()}.new")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32))
        try:
            os.link(fresh, path)  # two first starts at once agree on one key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


def mail(settings: dict[str, str]) -> dict[str, Any]:
    """How letters leave the house. SystemExit names the setting without which they cannot."""
    tls = settings["SMTP_TLS"]
    if tls not in SMTP_PORTS:
        raise SystemExit(f"INTRANET_SMTP_TLS: one of {', '.join(SMTP_PORTS)}, not {tls!r}")
    for name in ("SMTP_USER", "SMTP_PASSWORD"):
        if not settings[name].isascii():
            raise SystemExit(f"INTRANET_{name}: the protocol of mail knows Latin letters only")
    if settings["SMTP_HOST"]:
        if "@" not in parseaddr(settings["MAIL_FROM"])[1]:
            raise SystemExit("INTRANET_MAIL_FROM: letters need an address that they are from")
        if not settings["URL"].startswith(("https://", "http://")):
            raise SystemExit("INTRANET_URL: letters need the address of the site, https://…")
    names = ("SMTP_HOST", "SMTP_TLS", "SMTP_CA", "SMTP_USER", "SMTP_PASSWORD", "MAIL_FROM")
    return {name: settings[name] for name in names} | {
        "SMTP_PORT": number(settings, "SMTP_PORT") if settings["SMTP_PORT"] else SMTP_PORTS[tls],
        "URL": settings["URL"].rstrip("/"),
    }


def flask(settings: dict[str, str]) -> dict[str, Any]:
    """What Flask and its extensions are told."""
    instance = Path(settings["INSTANCE"]).resolve()
    try:
        instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SystemExit(f"INTRANET_INSTANCE: {error}") from error
    hosts = [host.strip() for host in settings["TRUSTED_HOSTS"].split(",") if host.strip()]
    megabyte = 1024 * 1024
    return mail(settings) | {
        "SECRET_KEY": secret_key(settings, instance),
        "INSTANCE": instance,
        "SQLALCHEMY_DATABASE_URI": settings["DATABASE_URL"] or f"sqlite:///{instance}/intranet.db",
        "BABEL_DEFAULT_LOCALE": settings["LANGUAGE"],
        "TIME_ZONE": settings["TIME_ZONE"],
        "HTTPS": settings["HTTPS"] == "1",
        "TRUSTED_HOSTS": hosts or None,
        "PROXIES": number(settings, "PROXIES"),
        "MAX_CONTENT_LENGTH": number(settings, "UPLOAD_MB") * megabyte,
        "UPLOAD_QUOTA": number(settings, "UPLOAD_QUOTA_MB") * megabyte,
        "CLAMAV": settings["CLAMAV"],
        # A fifth fewer bytes of a board than by zstd's usual level, for a millisecond.
        "COMPRESS_ALGORITHM": ["br", "zstd", "gzip"],
        "COMPRESS_BR_LEVEL": 5,
        "MAX_FORM_MEMORY_SIZE": 8 * megabyte,  # a pasted plan travels as a form field
        "MAX_FORM_PARTS": 5000,
        "SESSION_COOKIE_NAME": "bibliokarta",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings["HTTPS"] == "1",
        "SESSION_HOURS": number(settings, "SESSION_HOURS"),
        "IDLE_HOURS": number(settings, "IDLE_HOURS"),
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
        "WTF_CSRF_SSL_STRICT": False,
        "DEVELOPMENT": settings["DEVELOPMENT"] == "1",
        "LOG": settings["LOG"],
    }
