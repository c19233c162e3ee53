"""How gunicorn serves, from the environment: `gunicorn --config python:scorecard.serving scorecard.wsgi`.

The names without a capital are gunicorn's own settings.
"""

import os
import sys

HOST = os.environ.get("HOST", "127.0.0.1")
PORT = os.environ.get("PORT", "8000")
ADDRESS = f"[{HOST}]:{PORT}" if ":" in HOST else f"{HOST}:{PORT}"

bind = ADDRESS
worker_class = "gthread"
# One process is right for SQLite, which has one writer; a server sets more.
workers = int(os.environ.get("WEB_WORKERS", "1"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 30
graceful_timeout = 10
keepalive = 5
# No line per request: visitors' addresses are stored nowhere.
accesslog = None
loglevel = "warning"
# It would be a file outside the project, and nobody here uses it.
control_socket_disable = True


def when_ready(_server: object) -> None:
    """Say where the scorecard is, once it answers there."""
    sys.stdout.write(f"\nThe scorecard is at http://{ADDRESS}/  (Ctrl-C ends it)\n")
    sys.stdout.flush()


def post_worker_init(_worker: object) -> None:
    """Start the sweep of this process: it finds what no wake-up told about."""
    from tracker.actions.sweep import keep_sweeping  # noqa: PLC0415 - the application is loaded only now

    keep_sweeping()
