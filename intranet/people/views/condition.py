"""The condition of the site, for its administrator."""

from flask import current_app, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core import jobs, mail
from ...core.web import allow, go, page
from .. import policy
from ..queries.condition import condition as read
from ..session import viewer
from . import bp


@bp.get("/people/condition")
def condition() -> Response:
    """The database, the files, the worker; jobs given up, and letters that did not arrive."""
    allow(policy.may_run_house(viewer()))
    return page(
        "people/condition.html",
        condition=read(current_app.config["INSTANCE"]),
        given_up=jobs.given_up(),
        letters_waiting=mail.waiting(),
        letters=mail.undelivered(),
    )


@bp.post("/people/condition/jobs/<int:job_id>/retry")
def job_retry(job_id: int) -> Response:
    """Take up again a job that was given up; one that is gone is no error."""
    allow(policy.may_run_house(viewer()))
    jobs.retry(job_id)
    return go(url_for(".condition"), _("The job will be tried again."))
