# The one image of a server: web, worker, beat and the commands. docker-compose.yml starts it in each part.
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 STATE_DIR=/srv/state
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /srv/state scorecard \
    && install -d -o scorecard -g scorecard /srv/state /srv/evidence
WORKDIR /srv/scorecard

COPY requirements.txt .
RUN pip install --disable-pip-version-check --require-hashes --requirement requirements.txt

COPY manage.py ./
COPY scorecard ./scorecard
COPY tracker ./tracker
COPY templates ./templates
COPY static ./static

USER scorecard
# Static files are hashed and compressed once, here. The key is for this one command; no server runs with it.
RUN SECRET_KEY=for-collecting-only python manage.py collectstatic --no-input --verbosity 0

ENV HOST=0.0.0.0 PORT=8000 WEB_WORKERS=2
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "--config", "python:scorecard.serving", "scorecard.wsgi"]
