"""What each refusal says: what is wrong, and how to write it right.

English, with %(name)s where a number goes. A door translates the sentence when it shows it.
"""


def _(sentence: str) -> str:
    """Marks a sentence for the translators; this floor knows no translations."""
    return sentence


MESSAGES: dict[str, str] = {
    "not_text": _("Give this as text."),
    # nothing, or not one thing
    "missing": _("Write something here."),
    "missing_number": _("Write a number."),
    "missing_date": _("Write a date."),
    "missing_year": _("Write a year."),
    "missing_link": _("Write a web address."),
    "missing_email": _("Write an e-mail address."),
    "missing_choice": _("Choose one of these."),
    "missing_choices": _("Choose at least one of these."),
    "choice": _("Choose only from what is offered here."),
    "repeated": _("Give one answer here: this was sent more than once."),
    # text
    "too_long": _("At most %(limit)s characters (you wrote %(written)s)."),
    "one_line": _("Write this on one line."),
    "direction": _("Remove the hidden text-direction character. It is character %(place)s."),
    "control": _("Remove the control character. It is character %(place)s, and cannot be seen."),
    "hidden": _("Remove the hidden character. It is character %(place)s, and cannot be seen."),
    "private": _("Character %(place)s means nothing outside your own computer. Write it in another way."),
    "invisible": _("This looks empty: it has only characters that cannot be seen."),
    "marks": _("Too many accents are stacked on one letter, near character %(place)s. Remove some."),
    # numbers
    "number": _("Write one plain number in digits, for example 1234.5."),
    "whole_number": _("Write one whole number in digits, for example 1234."),
    "separator": _(
        "Write the number without commas or spaces, with a full stop before the decimals. "
        "For example, write 1234.5."
    ),
    "whole_separator": _("Write the whole number without commas, points or spaces, for example 1234."),
    "digits": _("Use the digits 0 to 9. If you mean %(plain)s, write it so."),
    "too_big": _("At most %(limit)s digits before the decimal point."),
    "places": _("At most %(limit)s digits after the decimal point."),
    "below": _("The lowest number allowed is %(limit)s."),
    "above": _("The highest number allowed is %(limit)s."),
    # dates
    "date": _("Use the form YYYY-MM-DD, for example 2026-03-02."),
    "no_such_day": _("There is no such day in the calendar. Check the month and the day."),
    "too_early": _("Give a date that is not before %(limit)s."),
    "too_late": _("Give a date that is not after %(limit)s."),
    "reference": _(
        "Write a year, for example 2025, or a date in the form YYYY-MM-DD, for example 2025-06-30."
    ),
    "year": _("Write the year with four digits, for example 2025."),
    "year_early": _("Give a year that is not before %(limit)s."),
    "year_late": _("Give a year that is not after %(limit)s."),
    "year_not_over": _("The year %(year)s is not over. Give the date that the figure is about."),
    # web addresses
    "link": _("Write one whole web address, for example https://www.un.org/en/page."),
    "link_scheme_missing": _("Start the web address with https:// or http://. Copy it from the browser."),
    "link_scheme": _("Only web addresses that start with https:// or http:// are taken."),
    "link_space": _("Remove the space or line break from the web address."),
    "link_backslash": _("Remove the backslash from the web address; its parts are divided by / only."),
    "link_user": _("Remove the name before the @ sign: the web address must start with the site itself."),
    "link_port": _("Remove the port number after the site's name, or give one from 1 to 65535."),
    "link_number": _("Give the site by its name: an address made of numbers is not taken."),
    "link_private": _("Give a page that anyone can open: this site is only reachable inside a network."),
    "link_coded": _(
        "Write the site's name in its own letters, without the coded part that starts with xn--."
    ),
    "link_letters": _(
        "The site's name has letters that look like others. Copy the web address from the site itself."
    ),
    "link_person": _("Remove the e-mail address from the link: it would be public."),
    # e-mail, names in addresses, tokens
    "email": _("Write one e-mail address, for example name@example.org."),
    "email_letters": _("Write the e-mail address with the letters a to z, digits and . _ - + only."),
    "slug": _("Use small letters a to z, digits and single hyphens, for example west-region."),
    "reserved": _("This word is taken by the site. Choose another."),
    "token": _("This form is out of date. Open the page again; your answers are not sent yet."),
}
