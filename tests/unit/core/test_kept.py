"""What is kept in the process has a limit by weight; what was not asked for longest goes."""

from markupsafe import Markup

from intranet.core.kept import Kept


def test_what_was_not_asked_for_longest_makes_room():
    kept = Kept[Markup](10, weigh=len)
    for name in ("one", "two", "six"):
        kept.keep(name, Markup(name))
    assert kept.get("one") == "one"

    kept.keep("four", Markup("four"))

    assert [kept.get(name) for name in ("one", "two", "six", "four")] == [
        "one",
        None,
        "six",
        "four",
    ]


def test_the_same_key_again_weighs_once():
    kept = Kept[Markup](10, weigh=len)
    kept.keep("other", Markup("other"))
    for _time in range(5):
        kept.keep("same", Markup("same"))

    assert (kept.get("other"), kept.get("same")) == ("other", "same")


def test_what_is_too_heavy_is_given_and_not_kept():
    kept = Kept[Markup](3, weigh=len)

    assert kept.keep("heavy", Markup("heavy")) == "heavy"
    assert kept.get("heavy") is None

    kept.keep("light", Markup("it"))
    assert kept.get("light") == "it"
