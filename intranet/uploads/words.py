"""Sentences for those who look at a file that is being sent."""

from flask_babel import gettext as _


def sentence(status: int) -> str:
    """What a status means for the person whose file it is."""
    sentences = {
        403: _("You may not send files here."),
        404: _("This file is not here any more. Send it again."),
        412: _("This server speaks tus 1.0.0."),
        413: _("This is larger than the site accepts. Send a smaller file."),
        415: _("A piece of a file must come as application/offset+octet-stream."),
        503: _("The site is busy. Nothing is lost: try again in a minute."),
        507: _(
            "The server's disk is full. What has arrived is kept: tell the administrator, "
            "then go on from here."
        ),
    }
    return sentences.get(status, _("It did not work. Nothing is lost: try again."))
