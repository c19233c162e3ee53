"""How a target is scored: exact arithmetic in plain Python, without Django, a clock or a network.

`assess` says where one target stands at a date, `roll_up` makes many into one, `project_target` and `growth_ratio_of`
give what stands beside a mark and never decides it. docs/scoring.md tells the method to everyone.
"""

from tracker.scoring.dates import (
    grace_end,
    is_end_line,
    position,
    reference_day,
    turning_points,
    year_number,
)
from tracker.scoring.decisive import Reach, decides, reach_of
from tracker.scoring.digest import assessment_lines, digest_of, line, spec_lines
from tracker.scoring.display import largest_remainder, percent_truncated, round_half_up
from tracker.scoring.entry import ChangeIn, Refusal, check_target, goal_after_change
from tracker.scoring.facts import (
    Assessment,
    LeftOut,
    LeftOutReason,
    Milestone,
    Part,
    PathStep,
    Reading,
    Rollup,
    TargetSpec,
)
from tracker.scoring.groups import SMALLEST, is_counted, shown_parts
from tracker.scoring.jumps import jumps
from tracker.scoring.marks import mark_of, score_of
from tracker.scoring.observations import ANSWERS_OF, Counted, Observation, count_readings
from tracker.scoring.opinion import growth_ratio, growth_ratio_of
from tracker.scoring.progress import (
    elapsed,
    expected_share,
    gain,
    goal_of,
    has_share,
    is_measurable,
    required_at,
    share_of_way,
)
from tracker.scoring.projection import (
    Ahead,
    NoProjection,
    Projection,
    Verdict,
    outlook_of,
    project,
    project_target,
)
from tracker.scoring.rollup import (
    PUBLISHED_AT,
    Because,
    Sums,
    Working,
    as_part,
    part_of,
    roll_up,
    standing_part,
    work_out,
)
from tracker.scoring.status import METHOD_VERSION, assess
from tracker.scoring.steps import StepStanding, share_to_step, step_standings
from tracker.scoring.words import Answer, Better, Grade, Kind, Mark, Path, Status

__all__ = [
    "ANSWERS_OF",
    "METHOD_VERSION",
    "PUBLISHED_AT",
    "SMALLEST",
    "Ahead",
    "Answer",
    "Assessment",
    "Because",
    "Better",
    "ChangeIn",
    "Counted",
    "Grade",
    "Kind",
    "LeftOut",
    "LeftOutReason",
    "Mark",
    "Milestone",
    "NoProjection",
    "Observation",
    "Part",
    "Path",
    "PathStep",
    "Projection",
    "Reach",
    "Reading",
    "Refusal",
    "Rollup",
    "Status",
    "StepStanding",
    "Sums",
    "TargetSpec",
    "Verdict",
    "Working",
    "as_part",
    "assess",
    "assessment_lines",
    "check_target",
    "count_readings",
    "decides",
    "digest_of",
    "elapsed",
    "expected_share",
    "gain",
    "goal_after_change",
    "goal_of",
    "grace_end",
    "growth_ratio",
    "growth_ratio_of",
    "has_share",
    "is_counted",
    "is_end_line",
    "is_measurable",
    "jumps",
    "largest_remainder",
    "line",
    "mark_of",
    "outlook_of",
    "part_of",
    "percent_truncated",
    "position",
    "project",
    "project_target",
    "reach_of",
    "reference_day",
    "required_at",
    "roll_up",
    "round_half_up",
    "score_of",
    "share_of_way",
    "share_to_step",
    "shown_parts",
    "spec_lines",
    "standing_part",
    "step_standings",
    "turning_points",
    "work_out",
    "year_number",
]
