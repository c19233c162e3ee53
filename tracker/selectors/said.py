"""What commitments said on a day. Their own columns say what holds today."""

from datetime import date

from tracker.models import Commitment, CommitmentVersion

SAYS = ("title", "text", "weight", "status", "verifiable", "why_not_verifiable", "indicator")


def commitments_on(day: date, **only: object) -> dict[int, Commitment]:
    """Every commitment that there was on that day, retired or not, as it read then, by its id. One query.

    Each with its objective, its area, and its indicator with the source. `only` narrows them down, by columns of
    their versions. They are to be read: whoever saved one would bring its old words back.
    """
    versions = (
        CommitmentVersion.objects.in_force_on(day)
        .filter(**only)
        .select_related("commitment__objective", "commitment__area", "indicator__source")
    )
    found = {}
    for version in versions.oldest_first():
        put_on(version.commitment, version)
        found[version.commitment_id] = version.commitment
    return found


def put_on(commitment: Commitment, said: Commitment | CommitmentVersion) -> None:
    """Let a commitment read as it did; what it is beside that never changes. `said` has its indicator loaded."""
    for name in SAYS:
        setattr(commitment, name, getattr(said, name))
