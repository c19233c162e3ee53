"""What the search looks in: words by what bears them, made from what is public and made anew when that changes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import SearchKind
from tracker.finding import LONGEST_WORD


class SearchEntry(models.Model):
    """One thing that can be found. `ref` is its code, number or id.

    What can be taken back, or go by another name, keeps no text here: its page's own words are read when it is shown.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=SearchKind)
    ref = models.CharField(_("what"), max_length=64)
    title = models.TextField(_("title"), blank=True)
    text = models.TextField(_("text"), blank=True)
    digest = models.CharField(_("digest of its words"), max_length=64)

    class Meta:
        verbose_name = _("what can be found")
        verbose_name_plural = _("what can be found")
        constraints = [models.UniqueConstraint(name="search_entry_once", fields=["kind", "ref"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class SearchPosting(models.Model):
    """A word that an entry bears: `weight` is more in a title than in a text, the lower `rank` is looked at first."""

    entry = models.ForeignKey(
        SearchEntry, models.CASCADE, related_name="postings", db_index=False, verbose_name=_("entry")
    )
    word = models.CharField(_("word"), max_length=LONGEST_WORD)
    rank = models.PositiveSmallIntegerField(_("rank of the kind"))
    weight = models.PositiveSmallIntegerField(_("weight"))

    class Meta:
        verbose_name = _("word of an entry")
        verbose_name_plural = _("words of entries")
        constraints = [models.UniqueConstraint(name="search_posting_once", fields=["entry", "word"])]
        indexes = [models.Index(name="search_posting_found", fields=["word", "rank", "-entry"])]

    def __str__(self) -> str:
        return self.word


class SearchWord(models.Model):
    """A word that some entry bears, and how many do."""

    word = models.CharField(_("word"), max_length=LONGEST_WORD, primary_key=True)
    uses = models.IntegerField(_("entries that bear it"), default=0)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")

    def __str__(self) -> str:
        return self.word


class SearchSpelling(models.Model):
    """What a word is looked up under: itself, its beginnings, and itself with a letter left out."""

    spelling = models.CharField(_("spelling"), max_length=LONGEST_WORD)
    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="spellings", verbose_name=_("word"))

    class Meta:
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")
        constraints = [models.UniqueConstraint(name="search_spelling_once", fields=["spelling", "word"])]

    def __str__(self) -> str:
        return self.spelling


class SearchState(models.Model):
    """One row: of which version of what is public the entries are, and of which day; until when reports are there."""

    version = models.BigIntegerField(_("version"), default=-1)
    day = models.DateField(_("day"), null=True, blank=True)
    reports_until = models.DateTimeField(_("reports until"), null=True, blank=True)

    class Meta:
        verbose_name = _("state of the search")
        verbose_name_plural = _("state of the search")
        constraints = [models.CheckConstraint(name="search_state_is_one_row", condition=Q(pk=1))]

    def __str__(self) -> str:
        return str(self.version)
