"""How the product runs: settings, addresses, the web server's and the workers' entrances."""

from scorecard.celery import app as celery_app

__all__ = ["celery_app"]
