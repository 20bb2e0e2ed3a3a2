"""Where an embedded server keeps its data, logs, locks and address under ``.local/``."""

from dataclasses import dataclass
from pathlib import Path

from config.embedded import processes


@dataclass(frozen=True)
class Places:
    """The paths of the server ``name`` in the project folder ``root``."""

    root: Path
    name: str

    @property
    def _local(self) -> Path:
        return self.root / ".local"

    @property
    def data(self) -> Path:
        """The server's data folder (or a link to it)."""
        return self._local / self.name

    @property
    def log(self) -> Path:
        """What the server itself reports."""
        return self._local / "log" / f"{self.name}.log"

    @property
    def supervisor_log(self) -> Path:
        """What the server's supervisor reports."""
        return self._local / "log" / f"{self.name}-supervisor.log"

    @property
    def holders_lock(self) -> Path:
        """Locked, shared, by every process that needs the server."""
        return self._local / "run" / f"{self.name}.holders"

    @property
    def supervisor_lock(self) -> Path:
        """Locked by the server's supervisor for as long as it lives."""
        return self._local / "run" / f"{self.name}.supervisor"

    @property
    def _url_file(self) -> Path:
        return self._local / "run" / f"{self.name}.url"

    def make(self) -> None:
        """Create the folders, or raise StartError when the project folder cannot be written."""
        try:
            # 0711: PostgreSQL may run as another user, who has to pass through to its data.
            self._local.mkdir(mode=0o711, exist_ok=True)
            for folder in (self.log.parent, self.holders_lock.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise processes.StartError(
                f"Cannot write to {self._local}: {error.strerror}."
            ) from None

    def url(self) -> str | None:
        """Return the address the server was last given, or None."""
        try:
            return self._url_file.read_text(encoding="utf-8") or None
        except OSError:
            return None

    def remember_url(self, url: str) -> None:
        """Store the server's address, which outlives the server, whole and for its owner only."""
        fresh = self._url_file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(url, encoding="utf-8")
        fresh.replace(self._url_file)

    def turn_log(self) -> None:
        """Put the log of the run before aside, so that logs never add up over runs."""
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.1"))
