"""What a machine tells Rung through its environment, read once and checked here."""

import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from rung.core.errors import RungError

PACKAGE_DIR = Path(__file__).resolve().parents[2]
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
MASTER_KEY = re.compile(rb"[0-9a-f]{64}\n?")


class SettingError(RungError):
    """A variable of the environment holds something that Rung cannot use."""

    code = "site.setting"


def flag(name: str) -> bool:
    """Return whether the variable says yes: 1, true or yes. Nothing or 0, false, no says no."""
    value = os.environ.get(name, "").lower()
    if value not in {"", "0", "1", "false", "no", "true", "yes"}:
        raise SettingError(f"{name} is “{value}”: set it to 1 or 0.")
    return value in {"1", "true", "yes"}


def data_dir() -> Path:
    """Return the folder for everything that Rung keeps: RUNG_DATA_DIR, by default `var` where it was started."""
    folder = Path(os.environ.get("RUNG_DATA_DIR", "var")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def public_url() -> str:
    """Return RUNG_PUBLIC_URL, the address that people type, or the empty string on a machine of one's own."""
    url = os.environ.get("RUNG_PUBLIC_URL", "").rstrip("/")
    if url and urlsplit(url).scheme not in {"http", "https"}:
        raise SettingError(f"RUNG_PUBLIC_URL is “{url}”: write the whole address, such as https://rung.example.")
    return url


def allowed_hosts(url: str) -> list[str]:
    """Return the host names that Rung answers to: those of this machine and that of the public address."""
    host = urlsplit(url).hostname if url else None
    return [*LOCAL_HOSTS, host] if host else LOCAL_HOSTS


def trusted_proxies(url: str) -> int:
    """Return how many proxies stand before Rung (RUNG_TRUSTED_PROXIES), by default one where the address is https.

    The address of a visitor is read that many steps from the end of X-Forwarded-For; limits on signing in count by it.
    """
    count = os.environ.get("RUNG_TRUSTED_PROXIES") or ("1" if url.startswith("https://") else "0")
    if not count.isdigit():
        raise SettingError(f"RUNG_TRUSTED_PROXIES is “{count}”: write a number, 0 where nothing stands before Rung.")
    return int(count)


def secret_key(folder: Path) -> str:
    """Return RUNG_SECRET_KEY, or the key in the data folder, made on the first start and readable by its owner only."""
    if key := os.environ.get("RUNG_SECRET_KEY"):
        return key
    path = folder / "secret-key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()


def master_key_file(folder: Path) -> Path:
    """Return the file of the master key: RUNG_MASTER_KEY_FILE, or `master-key` in the data folder.

    The latter is made on the first start. A file that was named is never made: a new key opens nothing that is there.
    The key itself is not a setting, so that no page or report that shows settings can show it.
    """
    named = os.environ.get("RUNG_MASTER_KEY_FILE")
    path = Path(named).resolve() if named else folder / "master-key"
    if not named and not path.exists():
        _make_once(path, f"{secrets.token_hex(32)}\n")
    _refuse_unless_master_key(path)
    return path


def _make_once(path: Path, content: str) -> None:
    """Write a file for its owner alone, whole, and on the disk before anybody relies on it; the first process wins."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _refuse_unless_master_key(path: Path) -> None:
    try:
        open_to_others = path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        fits = MASTER_KEY.fullmatch(path.read_bytes()) is not None
    except OSError as cause:
        raise SettingError(
            f"RUNG_MASTER_KEY_FILE: {path} cannot be read ({cause.strerror}). Put the file of the master key there; "
            "where there is no signing key yet, `openssl rand -hex 32` makes a new one."
        ) from cause
    if open_to_others:
        raise SettingError(f"RUNG_MASTER_KEY_FILE: {path} is open to other users: run chmod 600 on it.")
    if not fits:
        raise SettingError(f"RUNG_MASTER_KEY_FILE: {path} holds no master key, which is 64 hexadecimal digits.")


def database_url(folder: Path) -> str:
    """Return RUNG_DATABASE_URL (`postgresql://…`), by default the SQLite file in the data folder."""
    return os.environ.get("RUNG_DATABASE_URL") or f"sqlite:///{folder / 'rung.sqlite3'}"


def mail_settings(folder: Path) -> dict[str, Any]:
    """Return Django's mail settings for RUNG_MAIL: `console` (the default), `file`, or `smtp://user:password@host:587`."""
    choice = os.environ.get("RUNG_MAIL", "console")
    sender = {"DEFAULT_FROM_EMAIL": os.environ.get("RUNG_MAIL_FROM", "Rung <rung@localhost>")}
    if choice in {"console", "file"}:
        backend = {"console": "console", "file": "filebased"}[choice]
        path = {"EMAIL_FILE_PATH": folder / "mail"} if choice == "file" else {}
        return {"EMAIL_BACKEND": f"django.core.mail.backends.{backend}.EmailBackend", **path, **sender}
    parts = urlsplit(choice)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingError(f"RUNG_MAIL is “{choice}”: write console, file, or smtp://user:password@host:587.")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        **sender,
    }
