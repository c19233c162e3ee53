"""What the form says beside its choices: what an answer means, and which answers need which fields."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.enums import Conflict, Credit
from tracker.scoring import Answer, Grade, Kind
from tracker.workspace.topics import Topic

ANSWER_HINTS: dict[str, Promise] = {
    Answer.FIGURE: _("A number that a page shows which anyone can open."),
    Answer.STEPS: _("One step or more. If none is, answer “no progress”."),
    Answer.NO: _("You looked, and it is not so."),
    Answer.NO_PROGRESS: _("You looked, and nothing has moved: the last answer stays."),
    Answer.NO_DATA: _("You looked, and nobody measures it."),
    Answer.NOT_APPLICABLE: _("Say why below. The target is then left out of every count."),
    Answer.CONFIDENTIAL: _("No figure is kept or shown. Leave it out of the text below as well."),
}
GRADE_HINTS: dict[str, Promise] = {
    Grade.C: _("Give both pages below."),
}
CONFLICT_HINTS: dict[str, Promise] = {
    Conflict.DECLARED: _(
        "You work for the ministry, the project or the company it is about, or are paid by it."
    ),
}
KNOWN_HINTS: dict[str, Promise] = {
    Credit.NAMED: _("It is public as soon as another member has decided on it."),
    Credit.PSEUDONYM: _(
        "The label ties together what goes out under it, and to no name. It goes out the day after the decision."
    ),
    Credit.REGION: _(
        "The safest: nothing ties it to another report. It goes out the day after the decision."
    ),
}
FIGURE_NEEDED = _("Needed when you answer “A figure”. With any other answer, leave this empty.")
STEPS_NEEDED = _("Needed when you answer “Steps reached”. With any other answer, tick nothing.")
_FIGURE = _("Needed with a figure. With any other answer you may leave this empty.")
EVIDENCE_NEEDED: dict[Kind, Promise] = {
    Kind.LEVEL: _FIGURE,
    Kind.RELATIVE_CHANGE: _FIGURE,
    Kind.SHARE: _FIGURE,
    Kind.IMPROVE: _FIGURE,
    Kind.MAINTAIN: _FIGURE,
    Kind.MILESTONES: _("Needed with steps. With any other answer you may leave this empty."),
    Kind.YES_NO: _("Needed with yes and with no. With any other answer you may leave this empty."),
}
PARTS_WANTED = _("By sex, age or migration status, as far as you know")
PARTS_ADD_UP = _(
    "Leave out what you do not know: a part that is missing is missing, and no zero. Together they cannot be more "
    "than the figure. In public, a part under 5 is written “<5”."
)
PARTS_ARE_RATES = _(
    "The same measure for each group. Leave out what you do not know: a part that is missing is missing, and no zero."
)
PARTS_ONCE_ASKED = _(
    "The indicator does not ask for these parts any more. What you typed is kept and handed in with the figure; "
    "empty a field to leave it out."
)
TOPIC_TITLES: dict[Topic, Promise] = {
    Topic.ANSWER: _("The answer"),
    Topic.STORY: _("What happened"),
    Topic.SOURCES: _("What it rests on"),
    Topic.INTERESTS: _("Interests, and your committee’s name"),
}
TOPIC_SAYS: dict[Topic, Promise] = {
    Topic.ANSWER: _("A figure, or one of the answers that say why there is none"),
    Topic.STORY: _("Two or three sentences that a stranger understands"),
    Topic.SOURCES: _("Pages that anyone can open, and how well it is known"),
    Topic.INTERESTS: _(
        "Whether you or your organisation have an interest in it, and how your committee is shown"
    ),
}
INTERESTS_ASKED = _("Asked of everybody, for every report.")
