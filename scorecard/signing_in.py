"""Settings of the two parts of django-allauth that are used: sign-in with reset, and the second factor.

Nobody registers: people come by invitation, through `tracker.actions.people`. docs/people.md
"""

AUTHENTICATION_BACKENDS = ["tracker.accounts.backends.Accounts"]

ACCOUNT_ADAPTER = "tracker.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# The address is proven by the invitation's mail; an unknown address gets the same answer as a known one, and no mail.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
# After this many seconds, changing what proves who one is asks for the password or a code again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_RATE_LIMITS = {
    # Wrong tries in a row, by account and network together: the sixth is refused.
    "login_failed": "5/5m/key",
    "login": "60/m/ip",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "30/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "10/m/user",
}
ACCOUNT_FORMS = {
    "login": "tracker.accounts.forms.SignInForm",
    "reset_password": "tracker.accounts.forms.ResetForm",
    "reset_password_from_key": "tracker.accounts.forms.ResetFromMailForm",
    "change_password": "tracker.accounts.forms.ChangePasswordForm",
    "reauthenticate": "tracker.accounts.forms.ConfirmForm",
}

MFA_ADAPTER = "tracker.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "GCM Scorecard"
# One step of 30 seconds before and after: phones go wrong, and lines are slow.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "tracker.accounts.code_forms.CodeForm",
    "reauthenticate": "tracker.accounts.code_forms.ConfirmCodeForm",
    "activate_totp": "tracker.accounts.code_forms.SetUpForm",
    "deactivate_totp": "tracker.accounts.code_forms.RemoveForm",
    "generate_recovery_codes": "tracker.accounts.code_forms.NewCodesForm",
}
# What a link in a mail about a password is good for.
PASSWORD_RESET_TIMEOUT = 72 * 60 * 60

# Django's own: allauth's writes down the address of whoever is named in a link before it looks at the key.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  # a class
