"""The controls: a defence switched off, so that an invariant must break. A rig that is never red proves nothing."""

from dataclasses import dataclass

from bench.faults.catalogue import FAULTS, Fault

SETTINGS = "bench.faults.switched_off.settings"


@dataclass(frozen=True)
class Control:
    """A defence that is switched off, the faults it is needed for, and the invariants that must break."""

    name: str
    says: str
    faults: tuple[str, ...]
    must_break: str
    one_token: bool = True

    def env(self) -> dict[str, str]:
        """What tells the processes to run without the defence; the product itself does not know of it."""
        return {"DJANGO_SETTINGS_MODULE": SETTINGS, "SWITCHED_OFF": self.name}

    def kinds(self) -> tuple[Fault, ...]:
        """The kinds of fault that the defence is for."""
        return tuple(fault for fault in FAULTS if fault.name in self.faults)


CONTROLS = {
    control.name: control
    for control in (
        Control(
            "naive",
            "the usual way: a task sent on commit computes the score, and nothing else does",
            ("Redis down", "Redis flushed, wake-ups queued", "worker killed", "worker's child killed"),
            must_break="I3",
        ),
        Control(
            "no_token",
            "a form that is sent again counts as another form",
            ("answer lost on the way", "sent ten times at once", "web worker killed"),
            must_break="I1",
            one_token=False,
        ),
        Control(
            "no_lock",
            "a decision reads, checks and saves without holding the report",
            ("two deciders at once",),
            must_break="I5",
        ),
    )
}
