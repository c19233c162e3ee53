"""Committees, their seats, and the organisations that members come from."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from tracker.actions.committees import set_leading
from tracker.actions.desk_checks import faults_in_committee, faults_in_side, faults_in_term
from tracker.admin.base import DeskAdmin, ReadOnlyAdmin, StrictModelForm
from tracker.admin.committee_words import Constituted, next_thing
from tracker.admin.fields import Names
from tracker.admin.filters import HeldToday
from tracker.admin.lists import CommitteeList
from tracker.admin.site import desk
from tracker.enums import Credit
from tracker.forms.fields import StrictField
from tracker.models import Committee, Constituency, Endorsement, Organisation, Seat, Spokesperson


class CommitteeForm(StrictModelForm):
    """A committee; one of them leads a place."""

    def clean(self) -> dict[str, Any]:
        """Who leads the place already, and whether originals can be kept."""
        cleaned = super().clean() or self.cleaned_data
        place = cleaned.get("place") or getattr(self.instance, "place", None)
        leading = Committee.objects.filter(place=place, leads=True).exclude(pk=self.instance.pk)
        other = leading.first() if place and cleaned.get("leads") else None
        for fault in faults_in_committee(
            leads=bool(cleaned.get("leads")),
            keeps_originals=bool(cleaned.get("keeps_originals")),
            leader=other.name if other else "",
        ):
            self.add_error(fault.field, str(fault.message))
        return cleaned


class SeatForm(StrictModelForm):
    """A seat; a member has one open seat on a committee, and as many that are over as there were."""

    def clean(self) -> dict[str, Any]:
        """What the dates of a seat allow, and that nobody sits on the committee of a place and speaks for it."""
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        committee = cleaned.get("committee") or getattr(self.instance, "committee", None)
        user = cleaned.get("user") or getattr(self.instance, "user", None)
        seats = Seat.objects.filter(committee=committee, user=user, ends_on=None).exclude(pk=self.instance.pk)
        known = "ends_on" not in self.errors and ends_on is None and committee and user
        faults = list(faults_in_term(starts_on, ends_on, has_open=bool(known and seats.exists())))
        if starts_on and committee and user and not (self.errors or faults):
            faults += faults_in_side(user, committee, starts_on=starts_on, ends_on=ends_on)
        for fault in faults:
            self.add_error(fault.field or None, str(fault.message))
        return cleaned


@admin.register(Committee, site=desk)
class CommitteeAdmin(DeskAdmin):
    """The stakeholders who follow one place together. Their seats are screens of their own."""

    form = CommitteeForm
    fixed = ("slug", "place")
    fieldsets = (
        (None, {"fields": ["name", "about"]}),
        (
            _("Files"),
            {
                "fields": ["keeps_originals"],
                "description": _(
                    "The original of a file is deleted once its clean copy is made. A committee that needs it as "
                    "proof may have it kept for 24 months, sealed so that nobody on this site can open it. It "
                    "holds for files that are handed in from now on."
                ),
            },
        ),
        (
            _("Where"),
            {
                "fields": ["slug", "place", "leads"],
                "description": _(
                    "One committee leads a place: where two have reported, its figure counts. A change holds for "
                    "what is published from now on. What is published already keeps the standing it had then, "
                    "and no mark changes."
                ),
            },
        ),
    )
    what_happens: ClassVar[str | Promise] = _(
        "Saving changes what its page says and whose figure counts for the place from now on. Who sits on it, "
        "the screen of seats says; new members are invited."
    )
    list_display = ("name", "place", "seats", "constituted", "next_thing", "leading")
    list_filter = (Constituted, "leads", "protection", "place__kind")
    list_select_related = ("place",)
    search_fields = ("name", "slug", "place__code", "place__names__en")
    search_help_text = _("The name of a committee, or the code or name of its place.")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[CommitteeList]:
        """The list that knows how each is made up."""
        return CommitteeList

    def view_on_site(self, obj: Committee) -> str | None:
        """Its page, where it is known by its name."""
        return reverse("public:committee", args=[obj.slug]) if obj.credit == Credit.NAMED else None

    @admin.display(description=_("leads"), boolean=True, ordering="leads")
    def leading(self, committee: Committee) -> bool:
        """Whether its figure counts for the place."""
        return committee.leads

    @admin.display(description=_("seats today"))
    def seats(self, committee: Any) -> int:
        """How many sit on it. The public is told of no small number; administrators gave the seats."""
        return int(committee.made_up.seats)

    @admin.display(description=_("may publish"))
    def constituted(self, committee: Any) -> str:
        """Yes, or why not."""
        gaps = committee.made_up.constitution.gaps
        return " ".join(str(gap) for gap in gaps) if gaps else str(_("Yes"))

    @admin.display(description=_("next"))
    def next_thing(self, committee: Any) -> str:
        """What would help it on, with the way there."""
        words, url = next_thing(committee)
        return format_html('<a href="{}">{}</a>', url, words) if url else words

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save the row; who leads is an act, for it decides whose figure counts."""
        if change and "leads" in form.changed_data:
            set_leading(obj, leads=obj.leads, by=request.user)  # type: ignore[arg-type]
        super().save_model(request, obj, form, change)


@admin.register(Seat, site=desk)
class SeatAdmin(DeskAdmin):
    """A member's place on a committee. A seat that is over gets its last day; it is never deleted.

    Another role is another seat, so that what was held stays on record.
    """

    form = SeatForm
    fixed = ("committee", "user", "constituency", "role")
    what_happens: ClassVar[str | Promise] = _(
        "Saving lets the person work on the committee from the first day on, until the last. Whoever has no "
        "account yet is invited instead: “Invitations”."
    )
    list_display = ("committee", "user", "constituency", "role", "starts_on", "ends_on")
    list_filter = (HeldToday, "role", "constituency", "committee")
    list_select_related = ("committee", "user", "constituency")
    search_fields = ("committee__name", "user__name", "user__email", "organisation__name")
    search_help_text = _("The name of a committee or an organisation, or the name or address of a person.")


@admin.register(Organisation, site=desk)
class OrganisationAdmin(DeskAdmin):
    """An organisation. One that holds a seat cannot be deleted."""

    may_delete = True
    what_happens: ClassVar[str | Promise] = _(
        "Saving changes the name wherever a seat or an endorsement shows it."
    )
    list_display = ("name", "website")
    search_fields = ("name", "website")
    search_help_text = _("A name or a web address.")


@admin.register(Spokesperson, site=desk)
class SpokespersonAdmin(DeskAdmin):
    """Who may speak for an organisation: an account, or the one address of its own."""

    may_delete = True
    fixed = ("organisation",)
    what_happens: ClassVar[str | Promise] = _(
        "From now on the person may endorse commitments and editions for the organisation, and withdraw that."
    )
    list_display = ("organisation", "user", "address")
    list_select_related = ("organisation", "user")
    search_fields = ("organisation__name", "address")
    search_help_text = _("The name of an organisation, or an address.")


@admin.register(Endorsement, site=desk)
class EndorsementAdmin(ReadOnlyAdmin):
    """Which organisation stands behind what, and since when."""

    list_display = ("organisation", "commitment", "edition", "at", "withdrawn_at")
    list_select_related = ("organisation", "commitment", "edition")
    list_filter = (("withdrawn_at", admin.EmptyFieldListFilter),)
    search_fields = ("organisation__name", "commitment__code", "edition__slug")
    search_help_text = _(
        "The name of an organisation, the code of a commitment, or the address of an edition."
    )


@admin.register(Constituency, site=desk)
class ConstituencyAdmin(DeskAdmin):
    """A kind of stakeholder that a seat is held for."""

    fixed = ("code",)
    typed_as: ClassVar[dict[str, type[StrictField]]] = {"names": Names}
    what_happens: ClassVar[str | Promise] = _(
        "Saving changes the name everywhere. A required one must hold a seat on every committee: tick it and "
        "committees without one cannot publish any more."
    )
    list_display = ("code", "name", "required", "verified")
    list_display_links = ("code", "name")
    list_filter = ("required", "verified")
    search_fields = ("code", "names__en")
    search_help_text = _("A code or an English name.")

    @admin.display(description=_("name"))
    def name(self, constituency: Constituency) -> str:
        """The name in the reader's language."""
        return constituency.name
