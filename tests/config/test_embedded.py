"""The embedded servers: started, shared, killed, and gone when nobody needs them."""

import contextlib
import os
import signal
import subprocess
import sys

import psycopg
import redis
from celery import Celery

from config.embedded import processes, supervisor
from tests.config.conftest import CODE, Project, store_pledge, value

SECONDS = 20.0
LINGERED = supervisor.LINGER_SECONDS + 2 * supervisor.POLL_SECONDS


def test_the_first_call_starts_both_servers(project: Project) -> None:
    database_url, redis_url = project.hold().urls()

    assert value(database_url, "SELECT 1") == 1
    assert redis.Redis.from_url(redis_url).ping() is True


def test_celery_and_the_cache_share_one_redis_url(project: Project) -> None:
    _, redis_url = project.hold().urls()

    with Celery(broker=redis_url).connection_for_write() as connection:
        connection.ensure_connection(max_retries=1)
        queue = connection.SimpleQueue("news")
        queue.put("a summit")
        message = queue.get(timeout=5)

    assert message.payload == "a summit"


def test_the_database_is_durable_and_its_role_an_ordinary_one(project: Project) -> None:
    database_url, _ = project.hold().urls()

    settings = "current_setting('fsync') || current_setting('data_checksums')"
    assert value(database_url, f"SELECT {settings}") == "onon"
    assert value(database_url, "SELECT current_setting('listen_addresses')") == ""
    role = "SELECT rolcreatedb AND NOT rolsuper FROM pg_roles WHERE rolname = current_user"
    assert value(database_url, role) is True
    assert value(database_url, "SELECT lower('ÁÑÖ')") == "áñö"


def test_postgresql_never_runs_as_root_and_nobody_else_enters_its_folder(project: Project) -> None:
    project.hold().urls()

    data = project.postgres.data.stat()
    assert data.st_uid != 0
    assert data.st_mode & 0o777 == 0o700


def test_two_calls_at_once_share_the_servers(project: Project) -> None:
    first, second = project.hold(), project.hold()

    assert first.urls() == second.urls()
    log = project.postgres.log.read_text()
    assert log.count("ready to accept connections") == 1


def test_a_server_named_in_the_environment_is_left_alone(project: Project) -> None:
    given = "postgresql://somebody@database.example/theirs"

    database_url, redis_url = project.hold(DATABASE_URL=given).urls()

    assert database_url == given
    assert redis.Redis.from_url(redis_url).ping() is True
    assert not project.postgres.data.exists()


def test_the_servers_stop_when_the_last_holder_is_killed(project: Project) -> None:
    holder = project.hold()
    holder.urls()
    postmaster, valkey_server = project.postmaster(), project.valkey_server()
    assert project.has_postmaster(postmaster)
    assert project.has_valkey_server(valkey_server)

    holder.kill()

    assert processes.wait_until(lambda: not project.has_postmaster(postmaster), SECONDS)
    assert processes.wait_until(lambda: not project.has_valkey_server(valkey_server), SECONDS)
    assert "database system is shut down" in project.postgres.log.read_text()


def test_a_child_that_inherits_the_addresses_keeps_the_servers(project: Project) -> None:
    parent = project.hold()
    database_url, redis_url = parent.urls()
    child = project.hold(DATABASE_URL=database_url, REDIS_URL=redis_url)
    child.urls()
    postmaster = project.postmaster()

    parent.kill()

    assert not processes.wait_until(lambda: not project.has_postmaster(postmaster), LINGERED)


def test_data_and_addresses_outlast_a_restart(project: Project) -> None:
    first = project.hold()
    urls = first.urls()
    store_pledge(urls[0])
    postmaster = project.postmaster()
    first.kill()
    assert processes.wait_until(lambda: not project.has_postmaster(postmaster), SECONDS)

    assert project.hold().urls() == urls
    assert value(urls[0], "SELECT number FROM pledge") == 7


def test_a_killed_database_comes_back_with_its_data(project: Project) -> None:
    database_url, _ = project.hold().urls()
    store_pledge(database_url)
    postmaster = project.postmaster()

    os.kill(postmaster, signal.SIGKILL)
    again, _ = project.hold().urls()

    assert again == database_url
    assert value(again, "SELECT number FROM pledge") == 7
    assert project.postmaster() != postmaster


def test_a_killed_valkey_comes_back(project: Project) -> None:
    _, redis_url = project.hold().urls()

    os.kill(project.valkey_server(), signal.SIGKILL)
    _, again = project.hold().urls()

    assert again == redis_url
    assert redis.Redis.from_url(again).ping() is True


def test_the_servers_of_a_killed_supervisor_are_taken_over(project: Project) -> None:
    first = project.hold()
    urls = first.urls()
    postmaster, valkey_server = project.postmaster(), project.valkey_server()
    os.kill(project.supervisor(project.postgres), signal.SIGKILL)
    os.kill(project.supervisor(project.valkey), signal.SIGKILL)

    second = project.hold()

    assert second.urls() == urls
    assert (project.postmaster(), project.valkey_server()) == (postmaster, valkey_server)
    first.kill()
    second.kill()
    assert processes.wait_until(lambda: not project.has_postmaster(postmaster), SECONDS)
    assert processes.wait_until(lambda: not project.has_valkey_server(valkey_server), SECONDS)


def test_supervisor_and_database_killed_together_come_back(project: Project) -> None:
    database_url, _ = project.hold().urls()
    store_pledge(database_url)
    os.kill(project.supervisor(project.postgres), signal.SIGKILL)
    os.kill(project.postmaster(), signal.SIGKILL)

    again, _ = project.hold().urls()

    assert value(again, "SELECT number FROM pledge") == 7


def test_a_query_that_outlives_its_killed_server_does_not_delay_the_next(project: Project) -> None:
    database_url, _ = project.hold().urls()
    with contextlib.closing(psycopg.connect(database_url)) as connection:
        backend = connection.info.backend_pid
        connection.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000)")
        os.kill(project.supervisor(project.postgres), signal.SIGKILL)
        os.kill(project.postmaster(), signal.SIGKILL)

        again, _ = project.hold().urls()

    assert value(again, "SELECT 1") == 1
    assert backend not in processes.titled("postgres: ")


def test_a_stale_process_id_that_is_a_zombie_by_now_does_no_harm(project: Project) -> None:
    project.hold().urls()
    project.close()
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    lines = [str(zombie.pid), str(project.postgres.data), "0", "5432", "/tmp", "", "1 1", "ready"]
    pid_file = project.postgres.data / "postmaster.pid"
    pid_file.write_text("\n".join(lines) + "\n")

    database_url, _ = project.hold().urls()

    assert value(database_url, "SELECT 1") == 1
    zombie.wait()


def test_a_database_that_cannot_start_says_why(project: Project) -> None:
    project.hold().urls()
    project.close()
    (project.postgres.data / "PG_VERSION").write_text("9\n")

    holder = project.hold()
    _, report = holder.process.communicate(timeout=SECONDS)

    assert holder.process.returncode == 1
    assert "PostgreSQL did not start." in report
    assert "database files are incompatible with server" in report
    assert "set DATABASE_URL" in report
    assert "Traceback" not in report


def test_a_project_in_a_private_folder_has_its_servers_too(project: Project) -> None:
    project.root.chmod(0o700)

    database_url, redis_url = project.hold().urls()

    assert value(database_url, "SELECT 1") == 1
    assert redis.Redis.from_url(redis_url).ping() is True
    assert (project.postgres.data / "PG_VERSION").read_text() == "18\n"


def test_a_program_run_with_the_servers_finds_their_addresses() -> None:
    question = "import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'])"
    environment = {**os.environ, "DATABASE_URL": "postgresql://a", "REDIS_URL": "redis://b"}

    answer = subprocess.run(
        [sys.executable, "-m", "config.embedded", sys.executable, "-c", question],
        capture_output=True,
        check=True,
        text=True,
        cwd=CODE,
        env=environment,
    ).stdout

    assert answer == "postgresql://a redis://b\n"
