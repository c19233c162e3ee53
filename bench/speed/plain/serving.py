"""How gunicorn serves the floors: as it serves the product, without the thread that sweeps."""

from scorecard import serving

bind, worker_class, workers, threads = serving.bind, serving.worker_class, serving.workers, serving.threads
timeout, graceful_timeout, keepalive = serving.timeout, serving.graceful_timeout, serving.keepalive
accesslog, loglevel, control_socket_disable = (
    serving.accesslog,
    serving.loglevel,
    serving.control_socket_disable,
)
