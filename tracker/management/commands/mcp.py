"""manage.py mcp: answer programs that talk to language models, by the Model Context Protocol."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from tracker.model_context import serving


class Command(BaseCommand):
    """Serves the record, read-only, over standard input and output or over HTTP."""

    help = "Answers programs that talk to language models (MCP): read-only, stdio unless --http."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--http", action="store_true", help=f"over HTTP, at {serving.PATH}")
        parser.add_argument("--host", default="127.0.0.1", help="of --http: where it listens")
        parser.add_argument("--port", type=int, default=8001, help="of --http: 8001 without it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until the program that started this, or whoever runs it, ends it."""
        if options["http"]:
            serving.over_http(options["host"], options["port"])
        else:
            serving.over_stdio()
