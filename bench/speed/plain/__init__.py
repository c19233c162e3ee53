"""The floors of the pages: Django with a view that says hello, and with a form that keeps a row."""
