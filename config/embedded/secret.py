"""The laptop's own secret key: made once, kept for its owner alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

_BYTES = 48


def key(root: Path) -> str:
    """Return the key of the project folder ``root``, made by whichever process comes first."""
    kept = root / ".local" / "run" / "secret_key"
    if not kept.exists():
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = kept.with_name(f"secret_key.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(_BYTES), encoding="utf-8")
        # A link is there whole or not at all, and never replaces one that another made first.
        with suppress(FileExistsError):
            os.link(fresh, kept)
        fresh.unlink()
    return kept.read_text(encoding="utf-8")
