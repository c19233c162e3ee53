"""What the Compact itself says, and the words to prefer."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import DeskAdmin, ReadOnlyAdmin
from tracker.admin.fields import Lines, Names, Phrases, PhrasesText
from tracker.admin.site import desk
from tracker.forms.fields import ShortText, StrictField
from tracker.models import Area, Objective, Principle, Term, TermOverride
from tracker.sheets.fields import Code


@admin.register(Objective, site=desk)
class ObjectiveAdmin(DeskAdmin):
    """One of the 23; the official title is the Compact's own, and stays."""

    readonly_fields = ("number", "title")
    typed_as: ClassVar[dict[str, type[StrictField]]] = {"labels": Names}
    fields = ("number", "title", "labels", "summary", "source", "verified")
    what_happens: ClassVar[str | Promise] = _(
        "Saving changes what the pages and downloads say of the objective, at once. No mark changes."
    )
    page_on_site = ("public:objective", "number")
    list_display = ("number", "label", "title", "verified")
    list_display_links = ("number", "label")
    list_filter = ("verified",)
    search_fields = ("title", "labels__en", "summary")
    search_help_text = _("Words of the title or the summary.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There are 23."""
        return False


@admin.register(Term, site=desk)
class TermAdmin(DeskAdmin):
    """A word to avoid, and what to write instead."""

    may_delete = True
    fixed = ("code",)
    typed_as: ClassVar[dict[str, type[StrictField]]] = {
        "code": Code,
        "language": ShortText,
        "avoid": Lines,
        "prefer": Lines,
        "pattern": PhrasesText,
        "allow_patterns": Phrases,
    }
    what_happens: ClassVar[str | Promise] = _(
        "Saving changes the hint that writers see, and the page of the words to prefer. What you type stays, "
        "whatever the data files say later."
    )
    page_on_site = ("public:term", "code")
    list_display = ("code", "language", "severity", "why")
    list_filter = ("language", "severity", "verified")
    search_fields = ("code", "why", "pattern")
    search_help_text = _("A code, or words of the phrase or the reason.")

    def save_model(self, request: HttpRequest, obj: Term, form: object, change: object) -> None:
        """What an administrator typed stays, whatever the data files say later."""
        obj.edited_at = timezone.now()
        super().save_model(request, obj, form, change)


@admin.register(TermOverride, site=desk)
class TermOverrideAdmin(ReadOnlyAdmin):
    """Which terms people keep their word against: a term that everybody overrules may be wrong."""

    exclude = ("user",)
    list_display = ("at", "term", "field", "report")
    list_filter = ("term", "field")
    search_fields = ("term", "field")
    search_help_text = _("The code of a term, or the name of a field.")
    list_select_related = ("report",)


@admin.register(Area, site=desk)
class AreaAdmin(ReadOnlyAdmin):
    """An area of action."""

    list_display = ("number", "title", "verified")
    list_filter = ("verified",)
    search_fields = ("title", "summary")
    search_help_text = _("Words of the title or the summary.")


@admin.register(Principle, site=desk)
class PrincipleAdmin(ReadOnlyAdmin):
    """A guiding principle."""

    list_display = ("order", "title", "verified")
    list_filter = ("verified",)
    search_fields = ("title", "summary")
    search_help_text = _("Words of the title or the summary.")
