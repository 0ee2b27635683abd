"""Whom a server lets in, and the headers that every response carries."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from diplograph.guard import Door, Guard

HERE = "http://127.0.0.1:7878"


@pytest.mark.parametrize(
    ("host", "name", "let_in"),
    [
        ("127.0.0.1", "127.0.0.1:7878", True),
        ("127.0.0.1", "localhost", True),
        ("127.0.0.1", "LOCALHOST:80", True),
        ("127.0.0.1", "[::1]:7878", True),
        ("::1", "[::1]:7878", True),
        ("127.0.0.1", "evil.example", False),
        ("127.0.0.1", "localhost.evil.example", False),
        ("127.0.0.1", "127.0.0.1.nip.io", False),
        ("127.0.0.1", "127.0.0.1@evil.example", False),
        ("127.0.0.1", "[::1].evil.example", False),
        ("127.0.0.1", "", False),
        ("192.168.1.5", "192.168.1.5:7878", True),
        ("192.168.1.5", "localhost:7878", True),
        ("192.168.1.5", "evil.example", False),
        ("graph.example.org", "Graph.Example.org", True),
        ("0.0.0.0", "whatever.example", True),
        ("::", "whatever.example", True),
        ("::", 'what"ever<', False),
        ("0.0.0.0", "", False),
    ],
)
def test_only_names_of_this_computer_are_answered_to(host: str, name: str, let_in: bool) -> None:
    assert (Door.of(host).refusal(Headers({"host": name})) is None) is let_in


@pytest.mark.parametrize(
    ("allowed", "origin", "let_in"),
    [
        (None, None, True),
        (None, HERE, True),
        (None, "http://127.0.0.1:9999", False),
        (None, "https://evil.example", False),
        (None, "null", False),
        ("https://good.example", "https://good.example", True),
        ("https://good.example", "https://evil.example", False),
        ("*", "https://evil.example", True),
        ("*", "null", True),
    ],
)
def test_pages_elsewhere_may_not_ask(allowed: str | None, origin: str | None, let_in: bool) -> None:
    headers = {"host": "127.0.0.1:7878"} | ({"origin": origin} if origin else {})
    assert (Door.of("127.0.0.1", allowed).refusal(Headers(headers)) is None) is let_in


def ask(door: Door, method: str, **headers: str) -> httpx.Response:
    async def main() -> httpx.Response:
        transport = httpx.ASGITransport(Guard(PlainTextResponse("inside"), door))
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
            return await client.request(method, "/", headers=headers)

    return asyncio.run(main())


def test_an_origin_that_is_allowed_may_read() -> None:
    door = Door.of("127.0.0.1", "https://good.example")
    response = ask(door, "GET", Origin="https://good.example")
    assert (response.text, response.headers["access-control-allow-origin"]) == ("inside", "https://good.example")
    assert response.headers["vary"] == "Origin"
    preflight = ask(door, "OPTIONS", Origin="https://good.example", **{"Access-Control-Request-Method": "POST"})
    assert (preflight.status_code, preflight.headers["access-control-allow-methods"]) == (204, "GET, HEAD, POST")
    refused = ask(door, "GET", Origin="https://evil.example")
    assert (refused.status_code, "--allow-origin" in refused.text) == (403, True)


def test_nobody_else_may_read_unless_told() -> None:
    assert "access-control-allow-origin" not in ask(Door.of("127.0.0.1"), "GET").headers
    assert "access-control-allow-origin" not in ask(Door.of("127.0.0.1"), "GET", Origin=HERE).headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/sparql", 200),
        ("GET", "/static/yasgui.min.js", 200),
        ("GET", "/health", 200),
        ("GET", "/nothing/here", 404),
        ("PUT", "/sparql", 405),
        ("GET", "/sparql?query=nonsense", 400),
    ],
)
def test_every_response_is_strict(client: httpx.Client, method: str, path: str, status: int) -> None:
    response = client.request(method, path, headers={"Accept": "text/html, */*;q=0.1"})
    assert response.status_code == status
    policy = dict(part.strip().split(" ", 1) for part in response.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert not [value for value in policy.values() if "http" in value or "*" in value or "unsafe" in value]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert "server" not in response.headers


def test_a_request_by_another_name_goes_no_further(client: httpx.Client) -> None:
    response = client.get("/health", headers={"Host": "evil.example"})
    assert (response.status_code, "'evil.example'" in response.text) == (403, True)
    assert "triples" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"
