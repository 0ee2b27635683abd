"""What a server says no to, and what it asks for: pauses, refusals, addresses, credentials."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import servers

from diplograph.extract.errors import TransferError
from diplograph.graph.rdf import IRI
from diplograph.graph.transfer import load
from diplograph.graph.transfer_server import Server
from diplograph.ontology.terms import BASE

Answer, Made, Relay, HANG = servers.Answer, servers.Made, servers.Relay, servers.HANG

FIRST, SECOND = f"{BASE}release/first", f"{BASE}release/second"


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, though nobody waits."""
    waited: list[float] = []
    monkeypatch.setattr("diplograph.graph.transfer_http.sleep", waited.append)
    return waited


# Failures that may pass


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        ("3", 3.0),
        ("0", 0.0),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 0.0),
        ("Mon, 01 Jan 2001 00:00:00", None),
        ("soon", None),
    ],
)
def test_a_server_is_left_alone_as_long_as_it_asks(asked: str, waited: float | None, pauses: list[float]) -> None:
    answer = Answer(503, {"Retry-After": asked})
    with Relay(None, lambda number, seen: None if number else answer) as relay:
        load(Made(IRI(FIRST), 1), Server.at(relay.url))
    assert len(pauses) == 1
    assert pauses[0] == waited if waited is not None else 0.25 <= pauses[0] <= 0.5


def test_nobody_waits_for_hours(pauses: list[float]) -> None:
    with (
        Relay(None, lambda number, seen: Answer(503, {"Retry-After": "7200"})) as relay,
        pytest.raises(TransferError, match="asks to be left alone for 7200 s: after that run the same command again"),
    ):
        load(Made(IRI(FIRST), 1), Server.at(relay.url))
    assert pauses == []


def test_what_goes_on_failing_is_given_up(pauses: list[float]) -> None:
    with (
        Relay(None, lambda number, seen: Answer(500, {}, "<p>disk\n<b>full</b></p>")) as relay,
        pytest.raises(TransferError) as failure,
    ):
        load(Made(IRI(FIRST), 1), Server.at(relay.url, retries=3))
    told = f"{relay.url} fails (HTTP 500 Internal Server Error: disk full), tried 4 times: see to the server, then run"
    assert str(failure.value).startswith(told)
    assert len(relay.seen) == 4
    assert [0.25 * 2**n <= pause <= 0.5 * 2**n for n, pause in enumerate(pauses)] == [True] * 3


def test_a_server_that_is_not_there_is_named(pauses: list[float]) -> None:
    url = f"http://127.0.0.1:{servers.free_port()}/store"
    with pytest.raises(TransferError, match=r"/store does not answer \(.*refused\), tried once: see to the server"):
        load(Made(IRI(FIRST), 1), Server.at(url, retries=0))


def test_a_server_that_is_silent_is_given_up(pauses: list[float]) -> None:
    with (
        Relay(None, lambda number, seen: HANG) as relay,
        pytest.raises(TransferError, match=r"does not answer \(timed out\), tried 2 times"),
    ):
        load(Made(IRI(FIRST), 1), Server.at(relay.url, retries=1, timeout=0.2))


def test_turtle_is_sent_where_n_triples_are_not_known() -> None:
    def script(number: int, seen: Any) -> Any:
        return Answer(415) if seen.type == "application/n-triples" else None

    store = Made(IRI(FIRST), 1, more={IRI(SECOND): "e"})
    with Relay(None, script) as relay:
        load(store, Server.at(relay.url))
        assert [seen.type for seen in relay.seen] == ["application/n-triples", "text/turtle", "text/turtle"]
    with Relay(None, lambda number, seen: Answer(415)) as relay, pytest.raises(TransferError, match="HTTP 415"):
        load(store, Server.at(relay.url))


# Failures that do not pass


@pytest.mark.parametrize(
    ("answer", "step"),
    [
        (Answer(401), "say who you are with --user and --password-file, or with --token-file"),
        (Answer(403, {}, "read only"), "(HTTP 403 Forbidden: read only): let this user write there"),
        (Answer(404), "no graphs are kept at this address: use the server's Graph Store address"),
        (Answer(405), "nothing can be written at this address"),
        (Answer(501), "nothing can be written at this address"),
        (Answer(413), "send smaller parts with --chunk"),
        (Answer(507), "make room on the server"),
        (Answer(400, {}, "Bad\x1b[2J line 3"), "(HTTP 400 Bad Request: Bad [2J line 3): the server's log may tell why"),
        (Answer(308, {"Location": "https://x.org/s"}), "Redirect: https://x.org/s): the address has moved"),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Answer) else "",
)
def test_a_refusal_says_what_to_do_and_is_final(answer: Any, step: str) -> None:
    with Relay(None, lambda number, seen: answer) as relay, pytest.raises(TransferError) as failure:
        load(Made(IRI(FIRST), 1), Server.at(relay.url))
    assert str(failure.value).startswith(f"{relay.url} does not take {FIRST} (HTTP {answer.status} ")
    assert step in str(failure.value)
    assert "\n" not in str(failure.value) and "\x1b" not in str(failure.value)
    assert len(relay.seen) == 1


def test_a_graph_that_the_server_has_not_got_is_gone_already(tmp_path: Path, pauses: list[float]) -> None:
    store = Made(IRI(FIRST), 1, tmp_path, more={IRI(SECOND): "e"})

    def script(number: int, seen: Any) -> Any:
        return Answer(404) if seen.method == "DELETE" else None

    with Relay(None, script) as relay:
        load(store, Server.at(relay.url))
        store.more.clear()
        assert load(store, Server.at(relay.url)).removed == (IRI(SECOND),)
        assert load(store, Server.at(relay.url)).removed == ()


@pytest.mark.parametrize(
    ("url", "options", "message"),
    [
        ("localhost:7878/store", {}, "'localhost:7878/store' is no address of a server: write it as in http://"),
        ("ftp://u:secret@host/", {}, "'ftp://host/' is no address of a server"),
        ("http://:7878/", {}, "is no address of a server"),
        ("http://host:port/", {}, "is no address of a server"),
        ("http://ho st/", {}, "is no address of a server"),
        ("http://u:secret@host/s?graph=x", {}, "http://host/s is followed by ? or #"),
        ("http://host/s", {"user": "u"}, "a user needs a password"),
        ("http://host/s", {"password": "secret"}, "a user needs a password"),
        ("http://host/s", {"user": "u", "password": "secret", "token": "t"}, "a user or a token, not both"),
        ("http://host/s", {"token": "a\nb"}, "the token is empty or holds spaces"),
        ("http://host/s", {"parameter": "a=b"}, "'a=b' cannot be the parameter"),
    ],
)
def test_an_address_is_whole_and_credentials_are_too(url: str, options: dict[str, str], message: str) -> None:
    with pytest.raises(TransferError) as failure:
        Server.at(url, **options)  # type: ignore[arg-type]
    assert message in str(failure.value)
    assert "secret" not in str(failure.value)


# Credentials


def basic(number: int, seen: Any) -> Any:
    right = seen.authorization == "Basic dTpzZWNyZXQ="  # u:secret
    return None if right else Answer(401, {"WWW-Authenticate": 'Basic realm="x"'})


def digest(number: int, seen: Any) -> Any:
    """Ask for digest authentication as RFC 7616 tells, and count the answer again."""
    given = dict(re.findall(r'(\w+)="?([^",]*)"?', seen.authorization))
    if seen.authorization.startswith("Digest "):
        one, two = (hashlib.md5(text.encode()).hexdigest() for text in ("u:x:secret", f"{seen.method}:{given['uri']}"))
        parts = ":".join([one, given["nonce"], given["nc"], given["cnonce"], given["qop"], two])
        if given["response"] == hashlib.md5(parts.encode()).hexdigest():
            return None
    return Answer(401, {"WWW-Authenticate": 'Basic realm="x", Digest realm="x", nonce="n1", qop="auth", algorithm=MD5'})


def anonymous_is_refused(number: int, seen: Any) -> Any:
    return None if seen.authorization == "Basic dTpzZWNyZXQ=" else Answer(403)


def token(number: int, seen: Any) -> Any:
    return None if seen.authorization == "Bearer t0ken" else Answer(401, {"WWW-Authenticate": "Bearer"})


@pytest.mark.parametrize("script", [basic, digest, anonymous_is_refused])
def test_a_password_is_shown_as_the_server_asks(script: Any, tmp_path: Path) -> None:
    store = Made(IRI(FIRST), 1, tmp_path, more={IRI(SECOND): "e"})
    with Relay(None, script) as relay:
        done = load(store, Server.at(relay.url.replace("//", "//u:secret@")))
        assert (len(done.sent), done.url) == (2, relay.url)
        assert [bool(seen.authorization) for seen in relay.seen] == [False, True, True], "it is known from then on"
        with pytest.raises(TransferError, match=r"HTTP 40[13] "):
            load(store, Server.at(relay.url, user="u", password="wrong"), everything=True)
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("sent/**/*") if path.is_file())
    assert b"secret" not in kept and relay.url.encode() in kept


def test_a_password_is_not_shown_to_a_server_that_does_not_ask() -> None:
    with Relay() as relay:
        load(Made(IRI(FIRST), 1), Server.at(relay.url, user="u", password="secret"))
        assert [seen.authorization for seen in relay.seen] == [""]


def test_a_token_is_sent() -> None:
    with Relay(None, token) as relay:
        load(Made(IRI(FIRST), 1), Server.at(relay.url, token="t0ken"))
        with pytest.raises(TransferError, match="these credentials are not accepted"):
            load(Made(IRI(FIRST), 1), Server.at(relay.url, token="other"))


def test_secrets_are_in_no_repr() -> None:
    assert "secret" not in repr(Server.at("http://u:secret@host/"))
    assert "t0ken" not in repr(Server.at("http://host/", token="t0ken"))
