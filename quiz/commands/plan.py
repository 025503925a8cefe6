"""``quiz plan``: when the exam is, what is to be done until then, and what will be known on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quiz.commands.base import DONE, WrongUse, as_command, common
from quiz.places import Places

if TYPE_CHECKING:
    from quiz.planning.outlook import Outlook

_HOW = ("quiz plan --exam DAY makes one; then what is asked is laid out so that you know most on that day.",)


@as_command("plan")
@click.option("--exam", metavar="DAY", help="The day of the exam, as in 2026-12-15.")
@click.option("--topics", metavar="A,B", help="The exam's topics, set apart by commas; all without this.")
@click.option("--target", metavar="SHARE", help="How much you want to know on the day, from 0.5 to 0.99; 0.9 without this.")
@click.option("--none", "drop", is_flag=True, help="Drop the plan.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, exam: str | None, topics: str | None, target: str | None, drop: bool, as_json: bool) -> int:
    """Show the exam plan and how it stands: new questions, reviews and minutes a day, expected recall on the day by topic.

    With options the plan is made or changed; what is not given stays as it was. A plan brings questions back sooner than they
    would fall due: each is gone through once more in the last days before the exam.
    """
    from quiz.planning.exam_plan import plan_changed
    from quiz.planning.words import plan_lines
    from quiz.readout import opened, print_json, say

    given = {"day": exam, "topics": None if topics is None else topics.replace(",", " "), "target": target}
    if drop and any(value is not None for value in given.values()):
        raise WrongUse("--none drops the plan; it goes with no other option.")
    with opened(where) as study:
        if drop:
            study.keep_plan(None)
        elif any(value is not None for value in given.values()):
            try:
                study.keep_plan(plan_changed(study.plan(), study.library, study.clock().day, **given))
            except ValueError as error:
                raise WrongUse(str(error)) from None
        found, library = study.outlook(), study.library
    if as_json:
        print_json(_row(found))
    else:
        say(*plan_lines(found, library, _HOW))
    return DONE


def _row(outlook: Outlook | None) -> dict[str, Any]:
    if outlook is None:
        return {"plan": None, "outlook": None}
    plan = outlook.plan
    stands = {
        "days_left": outlook.days_left,
        "questions": outlook.questions,
        "met": outlook.met,
        "unmet_on_the_day": outlook.unmet,
        "expected": round(outlook.expected, 4),
        "behind": outlook.behind,
        "a_day": {"new": round(outlook.new, 1), "reviews": round(outlook.reviews, 1), "minutes": outlook.minutes},
        "usual_answers": outlook.load if outlook.load_known else None,
        "nothing_set_aside": {"expected": round(outlook.full, 4), "minutes": outlook.full_minutes},
        "topics": [
            {"topic": each.topic, "title": each.title, "questions": each.questions, "met": each.met, "expected": round(each.expected, 4)}
            for each in outlook.topics
        ],
    }
    return {"plan": {"exam": plan.day.isoformat(), "topics": list(plan.topics), "target": plan.target}, "outlook": stands}
