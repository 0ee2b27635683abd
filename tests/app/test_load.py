"""The load command: against a real server, broken off and taken up again, and what it says of what goes wrong."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import servers

from diplograph.graph.store import Store

if TYPE_CHECKING:
    from tests.app.conftest import Run


Answer, Relay, HANG = servers.Answer, servers.Relay, servers.HANG
SENT = "graphs     count\nsent           {}\nunchanged      {}\nremoved        {}\n\n{} triples sent to {}\n"


@pytest.fixture
def store(graph: Path, tmp_path: Path) -> Path:
    """A copy of the seeds' store, for what was sent is noted in it."""
    return Path(shutil.copytree(graph, tmp_path / "store"))


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"DIPLOGRAPH_LOAD_{name}", raising=False)


def graphs(store: Path) -> dict[str, bytes]:
    with Store.open(store, read_only=True) as opened:
        return {graph.value: opened.dump(graph) for graph in opened.graphs()}


def test_a_store_is_sent_and_then_only_what_changed(run: Run, store: Path) -> None:
    ours = graphs(store)
    with servers.oxigraph() as address:
        url = f"{address}/store"
        result = run("load", url, "--graph", store)
        triples = sum(written.count(b"\n") for written in ours.values())
        assert (result.code, result.err) == (0, "")
        assert result.out == SENT.format(len(ours), 0, 0, triples, url)
        result = run("load", url, "--graph", store, "--format", "json")
        assert json.loads(result.out) == {"url": url, "sent": 0, "unchanged": len(ours), "removed": 0, "triples": 0}
        result = run("load", url, "--graph", store, "--all", "--chunk", "0.03", "--format", "json")
        assert json.loads(result.out)["sent"] == len(ours)
        for name, written in ours.items():
            assert servers.canonical(servers.fetch(url, name)) == servers.canonical(written), name


def test_a_dry_run_lists_what_would_be_done(run: Run, store: Path) -> None:
    url = "http://127.0.0.1:1/store"
    result = run("load", url, "--graph", store, "--dry-run", "--format", "json")
    assert result.code == 0
    assert result.err == "diplograph: 7 to send, 0 to remove, 0 unchanged; nothing was sent\n"
    assert {(row["would"], row["graph"]) for row in json.loads(result.out)} == {
        ("send", name) for name in graphs(store)
    }
    lines = run("load", url, "--graph", store, "--dry-run").out.splitlines()
    assert [line.split()[0] for line in lines] == ["would", *["send"] * 7]
    with Relay() as relay:
        run("load", relay.url, "--graph", store)
        result = run("load", relay.url, "--graph", store, "--dry-run")
        assert (result.out, result.err) == ("", "diplograph: 0 to send, 0 to remove, 7 unchanged; nothing was sent\n")


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_a_load_that_is_broken_off_goes_on(end: signal.Signals, store: Path) -> None:
    command = [sys.executable, "-m", "diplograph", "load"]
    with servers.oxigraph() as address, Relay(f"{address}/store") as relay:
        relay.script = lambda number, seen: HANG if number == 4 else None
        broken = subprocess.Popen([*command, relay.url, "--graph", str(store)], stderr=subprocess.PIPE, text=True)
        assert relay.hanging.wait(60)
        broken.send_signal(end)
        _, told = broken.communicate(timeout=60)
        if end == signal.SIGINT:
            note = "diplograph: broken off; run the same command again: what was sent is not sent twice\n"
            assert (broken.returncode, told) == (1, note)
        done = [graph for _, graph in relay.steps()][:4]
        relay.seen.clear()
        relay.script = lambda number, seen: None
        again = subprocess.run([*command, relay.url, "--graph", str(store)], capture_output=True, text=True, check=True)
        assert [graph for method, graph in relay.steps() if method == "PUT"] == [
            graph for graph in _in_order(graphs(store)) if graph not in done
        ]
        assert again.stdout.splitlines()[1:3] == ["sent           3", "unchanged      4"]
        for name, written in graphs(store).items():
            assert servers.canonical(servers.fetch(f"{address}/store", name)) == servers.canonical(written), name


def _in_order(names: dict[str, bytes]) -> list[str]:
    """Vocabulary, background, releases, inferences."""
    kinds = ["/graph/background", "/release/", "/graph/inferred"]
    return sorted(names, key=lambda name: (next((n for n, kind in enumerate(kinds, 1) if kind in name), 0), name))


def test_two_loads_at_once_do_no_harm(run: Run, store: Path) -> None:
    command = [sys.executable, "-m", "diplograph", "load"]
    with Relay(None, lambda number, seen: HANG if number == 2 else None) as relay:
        first = subprocess.Popen([*command, relay.url, "--graph", str(store)], stderr=subprocess.DEVNULL)
        assert relay.hanging.wait(60)
        second = run("load", relay.url, "--graph", store)
        assert (second.code, second.out) == (2, "")
        assert f"{relay.url} cannot be loaded now: " in second.err
        assert f"is in use by process {first.pid}" in second.err
        first.kill()
        first.wait()
        relay.script = lambda number, seen: None
        assert run("load", relay.url, "--graph", store).out.splitlines()[1:3] == [
            "sent           5",
            "unchanged      2",
        ]


def seen_by(run: Run, store: Path, *options: Any, url: str = "") -> str:
    """Return with which credentials a graph comes to a server that asks for some."""

    def script(number: int, seen: Any) -> Any:
        return None if seen.authorization else Answer(401, {"WWW-Authenticate": 'Basic realm="x"'})

    with Relay(None, script) as relay:
        result = run("load", relay.url.replace("//", f"//{url}"), "--graph", store, *options)
        return str(relay.seen[-1].authorization) if result.code == 0 else result.err.strip()


def test_credentials_come_from_options_address_or_environment(
    run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    password, token = tmp_path / "password", tmp_path / "token"
    password.write_text("from file\nand more\n")
    token.write_text("t0ken\r\n")
    basic = {"u:from file": "Basic dTpmcm9tIGZpbGU=", "u:p": "Basic dTpw", "e:env": "Basic ZTplbnY="}
    assert seen_by(run, store, "--user", "u", "--password-file", password) == basic["u:from file"]
    assert seen_by(run, store, "--token-file", token) == "Bearer t0ken"
    assert seen_by(run, store, url="u:p@") == basic["u:p"]
    assert "a user needs a password" in seen_by(run, store, "--user", "u")
    assert "a user or a token, not both" in seen_by(
        run, store, "--user", "u", "--password-file", password, "--token-file", token
    )
    assert f"{tmp_path / 'none'} cannot be read: No such file" in seen_by(run, store, "--token-file", tmp_path / "none")
    monkeypatch.setenv("DIPLOGRAPH_LOAD_USER", "e")
    monkeypatch.setenv("DIPLOGRAPH_LOAD_PASSWORD", "env")
    assert seen_by(run, store) == basic["e:env"]
    assert seen_by(run, store, url="u:p@") == basic["u:p"]
    assert seen_by(run, store, "--token-file", token) == "Bearer t0ken"
    monkeypatch.setenv("DIPLOGRAPH_LOAD_TOKEN", "env-token")
    assert seen_by(run, store) == "Bearer env-token"
    assert seen_by(run, store, "--user", "u", "--password-file", password) == basic["u:from file"]


def test_a_password_on_an_open_way_is_warned_of(run: Run, store: Path) -> None:
    result = run("load", "http://u:p@example.invalid/store", "--graph", store, "--dry-run")
    assert "http://example.invalid/store is not encrypted: who listens on the way may read" in result.err
    for url in ("https://u:p@example.invalid/store", "http://example.invalid/store", "http://u:p@localhost/store"):
        assert "not encrypted" not in run("load", url, "--graph", store, "--dry-run").err


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("localhost:7878", "'localhost:7878' is no address of a server: write it as in http://localhost:7878/store"),
        ("http://h/?graph=x", "http://h/ is followed by ? or #, as no Graph Store address is"),
    ],
)
def test_wrong_use_is_told_in_one_line(url: str, message: str, run: Run, store: Path) -> None:
    result = run("load", url, "--graph", store)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(f"diplograph: {message}")


def test_a_refusal_is_told_in_one_line(run: Run, store: Path) -> None:
    with servers.oxigraph() as address:
        result = run("load", f"{address}/query", "--graph", store)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert f"diplograph: {address}/query does not take " in result.err
    assert "(HTTP 404 Not Found: PUT /query is not supported by this server): no graphs are kept at this" in result.err
    result = run("load", f"{address}/store", "--graph", store, "--retries", "0")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "tried once: see to the server, then run the same command again" in result.err
    assert run("load", f"{address}/store", "--graph", store / "none").code == 2
