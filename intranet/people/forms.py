"""Shapes of input about people and organisations."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    FileField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import EqualTo, InputRequired, Length, Optional, Regexp

from ..core.forms import Form
from .models import KIND_NAMES, ROLE_NAMES, Kind, RoleKind

LOGIN = Regexp(
    r"^[\w.@+-]{2,100}$",
    message=_l("A login is 2 to 100 letters, figures, dots or hyphens, no spaces."),
)
EMAIL = Regexp(r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$", message=_l("This is no e-mail address."))

KINDS = [SelectChoice(str(kind), KIND_NAMES[kind]) for kind in Kind]


class SignInForm(Form):
    """Name and password."""

    login = StringField(_l("Login"), [InputRequired(), Length(max=200)])
    password = PasswordField(_l("Password"), [InputRequired(), Length(max=1024)])


class ProofForm(Form):
    """One's password once more, before something that hands out rights."""

    password = PasswordField(_l("Your password"), [InputRequired(), Length(max=1024)])


class NewPasswordForm(Form):
    """A new password, typed twice."""

    password = PasswordField(_l("New password"), [InputRequired(), Length(max=1024)])
    again = PasswordField(
        _l("The same once more"),
        [InputRequired(), EqualTo("password", _l("The two passwords differ."))],
    )


class OwnPasswordForm(NewPasswordForm):
    """Changing one's own password asks for the present one."""

    present = PasswordField(_l("Present password"), [InputRequired(), Length(max=1024)])


class OwnDataForm(Form):
    """What everybody may say about themselves."""

    post = StringField(_l("Post"), [Length(max=200)])
    email = StringField(_l("E-mail"), [Optional(), Length(max=200), EMAIL])


class FirstRunForm(NewPasswordForm):
    """The first administrator of an empty installation, and where they work."""

    organisation = StringField(_l("Organisation"), [InputRequired(), Length(max=300)])
    time_zone = StringField(_l("Time zone"), [InputRequired(), Length(max=60)])
    name = StringField(_l("Surname, name, patronymic"), [InputRequired(), Length(max=200)])
    login = StringField(_l("Login"), [InputRequired(), LOGIN])


class PersonForm(Form):
    """A person's data; the organisation is named as in the list of organisations."""

    name = StringField(_l("Surname, name, patronymic"), [InputRequired(), Length(max=200)])
    login = StringField(_l("Login"), [InputRequired(), LOGIN])
    organisation = StringField(_l("Organisation"), [InputRequired(), Length(max=300)])
    post = StringField(_l("Post"), [Length(max=200)])
    email = StringField(_l("E-mail"), [Optional(), Length(max=200), EMAIL])


class RoleForm(Form):
    """A role and where; only the roles that the viewer may give are offered."""

    kind = SelectField(_l("Role"), [InputRequired()])
    organisation = StringField(_l("In the organisation"), [InputRequired(), Length(max=300)])

    def offer(self, kinds: list[RoleKind]) -> "RoleForm":
        names = [SelectChoice(str(kind), ROLE_NAMES[kind]) for kind in kinds]
        self.kind.choices = [SelectChoice("", _l("Choose a role")), *names]
        return self


class NewPersonForm(PersonForm):
    """A new person with the first role, in the own organisation."""

    role = SelectField(_l("Role"))

    def offer(self, kinds: list[RoleKind]) -> "NewPersonForm":
        none = SelectChoice("", _l("No role yet"))
        self.role.choices = [none, *(SelectChoice(str(kind), ROLE_NAMES[kind]) for kind in kinds)]
        return self


class OrganisationForm(Form):
    """An organisation; its superior is named as in the list, empty means the top."""

    name = StringField(_l("Full name"), [InputRequired(), Length(max=300)])
    short_name = StringField(_l("Short name"), [Length(max=120)])
    kind = SelectField(
        _l("Kind"), choices=[SelectChoice(str(kind), KIND_NAMES[kind]) for kind in Kind]
    )
    parent = StringField(_l("Superior organisation"), [Length(max=300)])
    time_zone = StringField(_l("Time zone"), [Length(max=60)])
    aliases = TextAreaField(_l("Other names, one a line"), [Length(max=10_000)])

    @property
    def lines(self) -> tuple[str, ...]:
        """The other names."""
        texts = (line.strip()[:300] for line in (self.aliases.data or "").splitlines())
        return tuple(text for text in texts if text)


class ListForm(Form):
    """A file with a list."""

    file = FileField(_l("XLSX or CSV file"), [InputRequired()])

    @property
    def source(self) -> dict[str, Any]:
        """The bytes and the name of what was brought."""
        return {"data": self.file.data.read(), "filename": self.file.data.filename or ""}
