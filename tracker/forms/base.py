"""What every form of ours has in common."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property

from tracker.forms.refusals import WORDS


@dataclass(frozen=True)
class Problem:
    """One line of the error summary: where the link goes, the field's label, and the words beside the field.

    Both `field_id` and `label` are empty for what concerns the whole form, or a field that nobody sees.
    """

    field_id: str
    label: str
    message: str


class OnceEach(forms.BaseForm):
    """What a form does with the keys it is sent: it takes its own fields, each once, and ignores every other key.

    There is no `required` attribute: the server says everything at once, where a browser would say one thing.
    """

    use_required_attribute = False

    def _clean_fields(self) -> None:
        """Field by field; a key sent twice is refused, where Django would silently take the last."""
        super()._clean_fields()  # type: ignore[misc]  # unknown to the stubs
        for name in self.fields:
            if name not in self.errors and self._times_sent(name) > 1:
                self.add_error(name, forms.ValidationError(WORDS["repeated"], code="repeated"))

    def _times_sent(self, name: str) -> int:
        """How often a field that holds one value was sent."""
        several = getattr(self.fields[name].widget, "allow_multiple_selected", False)
        if several or not hasattr(self.data, "getlist"):
            return 1
        return len(self.data.getlist(self.add_prefix(name)))


class StrictForm(OnceEach, forms.Form):
    """A form of the committees' workspace.

    The page writes the form tag (`method="post" novalidate`), the CSRF token, the summary and the buttons.
    """

    # Optional by themselves, but needed for some answers: these are not marked "(optional)".
    needed_sometimes: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def layout(self) -> Layout | None:
        """The order and grouping of the fields, where it is not simply their order."""
        return None

    @cached_property
    def helper(self) -> FormHelper:
        """How crispy-forms renders it; made when it is rendered, when a form's fields are settled."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = True
        helper.render_hidden_fields = True
        helper.layout = self.layout()
        return helper

    def optional_fields(self) -> frozenset[str]:
        """Names of the fields whose label says "(optional)"; a lone checkbox is free to stay empty anyway."""
        return frozenset(
            name
            for name, field in self.fields.items()
            if not field.required
            and name not in self.needed_sometimes
            and not isinstance(field.widget, forms.CheckboxInput)
        )

    def error_summary(self) -> tuple[Problem, ...]:
        """Every error: those of the whole form first, then field by field in their order."""
        whole = [Problem("", "", str(message)) for message in self.non_field_errors()]
        return (*whole, *(problem for name in self.fields for problem in self._problems(self[name])))

    @staticmethod
    def _problems(bound: BoundField) -> Iterator[Problem]:
        """The errors of one field."""
        target = "" if bound.is_hidden else focus_id(bound)
        label = "" if bound.is_hidden else str(bound.label)
        return (Problem(target, label, str(message)) for message in bound.errors)


def focus_id(bound: BoundField) -> str:
    """The id of what takes the focus: the input, or the first button of a group."""
    if bound.use_fieldset:
        return str(bound.field.widget.id_for_label(bound.auto_id, "0"))
    return bound.id_for_label
