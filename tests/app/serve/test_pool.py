"""The pool of workers by itself: memory, waiting, giving up, moving, closing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from diplograph.extract.errors import StoreError
from diplograph.frames import Question
from diplograph.graph import snapshots
from diplograph.handle import NoAnswerError, Source
from diplograph.limits import Limits
from diplograph.pool import Pool

SLOW = Question("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "csv")
QUICK = Question("ASK {}", "csv")
GREEDY = Question("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f", "csv")


def run(store: Path, limits: Limits, scenario: Callable[[Pool], Awaitable[None]]) -> list[str]:
    """Run a scenario with a started pool; return what it told."""
    told: list[str] = []

    async def main() -> None:
        settings, database, lock = snapshots.hold(store)
        pool = Pool(limits, told.append)
        try:
            await pool.start(Source(database, settings.base))
            await asyncio.wait_for(scenario(pool), 30)
        finally:
            await pool.close()
            lock.release()

    asyncio.run(main())
    return told


async def fault(asked: Awaitable[object]) -> str:
    with pytest.raises(NoAnswerError) as error:
        await asked
    return error.value.kind


async def answered(pool: Pool) -> bool:
    with (await pool.ask(QUICK)).body as body:
        return body.read() == b"true"


def test_memory_has_a_limit(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        assert await fault(pool.ask(GREEDY)) == "ended"
        assert await answered(pool)

    assert run(store, Limits(workers=1, memory=256 << 20), scenario) == []


def test_more_than_may_wait_are_sent_away(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        slow = asyncio.create_task(pool.ask(SLOW))
        await asyncio.sleep(0.1)
        waiting = [asyncio.create_task(pool.ask(QUICK)) for _ in range(3)]
        await asyncio.sleep(0.1)
        assert await fault(pool.ask(QUICK)) == "busy"
        slow.cancel()
        for each in waiting:
            (await each).body.close()
        assert await answered(pool)

    assert run(store, Limits(workers=1, waiting=3), scenario) == []


def test_waiting_has_an_end(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        slow = [asyncio.create_task(pool.ask(SLOW)) for _ in range(2)]
        kinds = sorted([await fault(each) for each in slow])
        assert kinds == ["busy", "late"] or kinds == ["late", "late"]
        assert await answered(pool)

    told = run(store, Limits(workers=1, seconds=2.5), scenario)
    assert set(told) == {"a query was stopped: it took more than 2.5 s"}


def test_who_gives_up_while_waiting_takes_nobodys_place(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        slow = asyncio.create_task(pool.ask(SLOW))
        await asyncio.sleep(0.1)
        waiting = [asyncio.create_task(pool.ask(QUICK)) for _ in range(4)]
        await asyncio.sleep(0)
        for each in waiting:
            each.cancel()
        slow.cancel()
        await asyncio.gather(*waiting, slow, return_exceptions=True)
        assert await answered(pool)

    run(store, Limits(workers=1, waiting=4), scenario)


def test_closing_stops_what_runs(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        slow = [asyncio.create_task(pool.ask(SLOW)) for _ in range(2)]
        await asyncio.sleep(0.2)
        await pool.close()
        assert [await fault(each) for each in slow] == ["busy", "busy"]

    run(store, Limits(workers=2), scenario)


def test_a_running_query_is_answered_from_where_it_was_asked(store: Path, tmp_path: Path) -> None:
    async def scenario(pool: Pool) -> None:
        (old,) = pool.sources
        pairs = "SELECT ?a WHERE { ?a a ?b . ?c a ?d FILTER(STRLEN(CONCAT(STR(?a), STR(?c))) > 10) } LIMIT 300000"
        lasting = f"SELECT (COUNT(*) AS ?n) WHERE {{ {{ {pairs} }} }}"
        running = asyncio.create_task(pool.ask(Question(lasting, "csv")))
        await asyncio.sleep(0.05)
        new = Source(old.database, "https://example.org/")
        pool.move(new)
        with (await running).body as body:
            assert body.read().split() == [b"n", b"300000"]
        relative = Question("SELECT (<x> AS ?iri) {}", "csv")
        for _ in range(3):
            with (await pool.ask(relative)).body as body:
                assert body.read().split()[1] == b"https://example.org/x"
        assert pool.sources == {new}

    assert run(store, Limits(workers=2), scenario) == []


def test_a_snapshot_that_cannot_be_opened_is_told_of(tmp_path: Path) -> None:
    async def main() -> None:
        pool = Pool(Limits(workers=1), print)
        with pytest.raises(StoreError, match="cannot be opened"):
            await pool.start(Source(tmp_path, "http://example.org/"))
        await pool.close()

    asyncio.run(main())
