"""How Celery's workers take what waits, and how often its clock wakes them. docs/faults.md says why."""


def _every(seconds: int, task: str) -> dict[str, object]:
    return {"task": f"tracker.tasks.{task}", "schedule": float(seconds), "options": {"expires": seconds}}


CELERY_BEAT_SCHEDULE = {
    "sweep": _every(15, "drain"),
    "mail": _every(30, "send_mail"),
    "release": _every(60, "release"),
    "reminders": _every(3600, "remind"),
    "subscribers": _every(3600, "tell_subscribers"),
    "search": _every(15, "refresh_search"),
    "files": _every(30, "check_files"),
    "imports": _every(30, "work_on_imports"),
    "the turn of the day": _every(900, "turn_the_day"),
    "drafts of long ago": _every(24 * 60 * 60, "forget_drafts"),
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
}
