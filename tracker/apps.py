"""The app's registration with Django."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    """The one app of the project."""

    name = "tracker"
    verbose_name = _("Scorecard")

    def ready(self) -> None:
        """Make the kinds of tables known, and refuse to start with an address that does not say who may open it,
        or with a key that is none.
        """
        from tracker.access import every_address_says_who_may_open_it  # noqa: PLC0415 - the apps are loaded only now
        from tracker.selectors import signing_key  # noqa: PLC0415
        from tracker.sheets import make_all_known  # noqa: PLC0415

        make_all_known()

        register(every_address_says_who_may_open_it, Tags.urls)
        register(signing_key.signing_key_can_be_read, Tags.security)
        register(signing_key.a_server_signs, Tags.security, deploy=True)
