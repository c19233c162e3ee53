"""The entrance of the plain server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.speed.plain.settings")

application = get_wsgi_application()
