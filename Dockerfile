# One image for every part: what it runs as is the command it is given.
FROM python:3.13-slim

ENV STATIC_ROOT=/srv/on-record/static \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

RUN useradd --system --uid 10001 --no-create-home on-record
WORKDIR /srv/on-record

COPY requirements-server.txt ./
RUN pip install --requirement requirements-server.txt

COPY manage.py ./
COPY config config
COPY docs docs
COPY tracker tracker
RUN SECRET_KEY=unused python manage.py collectstatic --no-input \
    && mkdir -p .local/beat .local/exports \
    && chown on-record .local/beat .local/exports

USER on-record
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--respawn-failed-workers", "--blocking-threads", "8", "--backpressure", "256", "--http1-header-read-timeout", "10000", "config.wsgi:application"]
