"""The addresses about accounts. Those whose names begin with account_ or mfa_ are the ones allauth looks for."""

from django.urls import path

from tracker.access import Access, declare
from tracker.accounts import invitations, views

sign_in = views.SignIn.as_view()

patterns = [
    path("", views.overview, name="account"),
    path("invitation/<slug:token>/", invitations.invitation, name="invitation"),
    path("sign-in/", sign_in, name="login"),
    path("sign-in/", sign_in, name="account_login"),
    path("sign-in/code/", views.Code.as_view(), name="mfa_authenticate"),
    path("sign-out/", views.sign_out, name="logout"),
    path("sign-out/everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("password/reset/", views.AskForReset.as_view(), name="account_reset_password"),
    path("password/reset/sent/", views.ResetAsked.as_view(), name="account_reset_password_done"),
    path("password/reset/done/", views.ResetDone.as_view(), name="account_reset_password_from_key_done"),
    path(
        "password/reset/<str:uidb36>/<str:key>/",
        views.ResetFromMail.as_view(),
        name="account_reset_password_from_key",
    ),
    path("confirm/", views.Confirm.as_view(), name="account_reauthenticate"),
    path("confirm/code/", views.ConfirmCode.as_view(), name="mfa_reauthenticate"),
    path("second-factor/set-up/", views.SetUp.as_view(), name="mfa_activate_totp"),
    path("second-factor/remove/", views.Remove.as_view(), name="mfa_deactivate_totp"),
    path("second-factor/codes/", views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", views.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("second-factor/codes/file/", views.RecoveryCodesFile.as_view(), name="mfa_download_recovery_codes"),
]
# The way in, and back in; everything else is for whoever is in.
ENTRANCES = (
    "invitation",
    "login",
    "logout",
    "account_login",
    "mfa_authenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
)
urlpatterns = declare(patterns, Access.MEMBER, but=dict.fromkeys(ENTRANCES, Access.ENTRANCE))
