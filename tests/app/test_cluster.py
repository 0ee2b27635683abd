"""Building on a Dask cluster gives the store of a single process, quad for quad, whatever happens to the workers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import util
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from distributed import LocalCluster

import diplograph
from diplograph import batches, cluster
from diplograph.extract.errors import ClusterError, DiplographError, ModelError
from diplograph.extract.model import Release
from diplograph.graph.graph import Graph
from diplograph.graph.rdf import IRI, Triple
from diplograph.making import Settings
from diplograph.ontology.terms import BASE

if TYPE_CHECKING:
    from tests.app.conftest import Run

SEEDS = Path(__file__).parents[2] / "seeds" / "releases"
MODEL = "some_model"
TEXTS = {
    "full.txt": "On 5 May 2021, Foreign Minister of Kazakhstan Mukhtar Tileuberdi met Minister Igor Orlov in Almaty.",
    "short.txt": "Foreign Minister of Kazakhstan M. Tileuberdi thanked the OSCE for its support.",
    "call.txt": "The OSCE called on Kazakhstan to protect human rights. Kazakhstan pledged to help the OSCE.",
    "it's a \u00ab name \u00bb?.txt": "President Kassym-Jomart Tokayev visited Slovakia on 7 June 2022.",
    "kills-its-worker.txt": "Kazakhstan and Slovakia agreed to expand cooperation in tourism until 2025.",
    "dated.txt": "---\ntitle: Talks\ndate: 2020-02\n---\nPresident Kassym-Jomart Tokayev met Mukhtar Tileuberdi.",
}
FRENCH = (
    "Le ministre des Affaires \u00e9trang\u00e8res a rencontr\u00e9 hier \u00e0 Paris son homologue allemand pour "
    "discuter de la coop\u00e9ration entre les deux pays et de la situation internationale."
)
# Loaded by the workers of the tests: one release kills the first worker that reads it, one any, one fails there.
KILLS = """
import os
from pathlib import Path
from diplograph import batches
from diplograph.building import extractions as read

done = Path({marker!r})

class NeedsTwo(Exception):
    def __init__(self, first, second):
        super().__init__("cannot be sent")

def deep(levels):
    if levels:
        deep(levels - 1)
    raise NeedsTwo(1, 2)

def extractions(due, *settings):
    releases = list(due)
    names = {{release.id for release in releases}}
    if "kills-its-worker" in names and not done.exists():
        done.touch()
        os._exit(1)
    if "kills-every-worker" in names:
        os._exit(1)
    if "fails" in names:
        deep(900)
    return read(iter(releases), *settings)

batches.extractions = extractions
"""


@dataclass(frozen=True)
class Expected:
    """What a build in one process leaves: quads, and what it prints."""

    quads: set[tuple[str | None, Triple]]
    out: str
    err: list[str]


def quads(graph: Graph) -> set[tuple[str | None, Triple]]:
    """Return all that a store holds, hidden graphs too."""
    engine = graph.store._open()
    names: Iterator[str | None] = chain([None], engine.graphs())
    return {(name, triple) for name in names for triple in engine.match(graph=IRI(name) if name else None)}


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "french.txt").write_text(FRENCH, encoding="utf-8")
    (folder / "binary.txt").write_bytes(b"\0")
    shutil.copytree(SEEDS, folder / "seeds")
    return folder


@pytest.fixture(scope="module")
def expected(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Expected:
    from tests.app.conftest import call

    store = tmp_path_factory.mktemp("local") / "store"
    result = call("build", releases, "--graph", store)
    with Graph.open(store) as graph:
        return Expected(quads(graph), result.out.replace(str(store), "STORE"), sorted(result.err.splitlines()))


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is there once the release that kills its worker has done so."""
    return tmp_path_factory.mktemp("killed") / "once"


@pytest.fixture(scope="module")
def scheduler(killed: Path) -> Iterator[str]:
    """The address of a cluster of two workers that may die."""
    preload = killed.with_name("kills.py")
    preload.write_text(KILLS.format(marker=str(killed)))
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"dashboard": False, "allowed_failures": 1},
        silence_logs=50,
        preload=[str(preload)],
    ) as made:
        yield str(made.scheduler_address)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of parts that tests below leave to one another."""
    return tmp_path_factory.mktemp("parts")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_MEAN", 2)


def test_the_store_is_that_of_one_process_though_a_worker_dies(
    run: Run, releases: Path, expected: Expected, scheduler: str, kept: Path, killed: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    options = ("--engine", "dask", "--scheduler", scheduler, "--workers", 2, "--parts", kept)
    result = run("build", releases, "--graph", store, *options)
    assert killed.exists()
    assert result.out.replace(str(store), "STORE") == expected.out
    assert sorted(result.err.splitlines()) == expected.err
    assert len(expected.err) == 2, "one release is binary, one French"
    assert result.code == 1
    with Graph.open(store) as graph:
        assert quads(graph) == expected.quads
    assert len(list(kept.glob("*.nq"))) > 2
    assert not list(kept.glob(".*")), "nothing half done is left"


def test_parts_that_lie_there_are_used_again_by_a_local_cluster(releases: Path, expected: Expected, kept: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in kept.iterdir()}
    with (
        pytest.warns(UserWarning, match=r"NUL|French"),
        diplograph.build(releases, engine="dask", workers=1, parts=kept) as graph,
    ):
        assert quads(graph) == expected.quads
    assert {file: file.stat().st_mtime_ns for file in kept.iterdir()} == before


def test_what_is_up_to_date_asks_no_cluster(run: Run, releases: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    shutil.copy(releases / "call.txt", tmp_path / "a")
    assert run("build", tmp_path / "a", "--graph", tmp_path / "store").code == 0
    options = ("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    again = run("build", tmp_path / "a", "--graph", tmp_path / "store", *options)
    assert (again.code, again.err) == (0, "")
    assert "1 unchanged; nothing changed" in again.out


def test_releases_that_fail_for_good_are_left_out_alone(scheduler: str, tmp_path: Path) -> None:
    names = ("good", "kills-every-worker", "other", "fails", "more")
    failed: list[str] = []
    with cluster.maker("dask", tmp_path, scheduler=scheduler) as make:
        made = list(
            make((Release(name, f"{name}.txt", "Peace.", name) for name in names), Settings(BASE, "v"), failed, [])
        )
    assert sorted(item.release_id for item in made) == ["good", "more", "other"]
    fails, kills = sorted(failed)
    said = "its reading on the cluster failed"
    assert fails == f"fails.txt: {said} (NeedsTwo: cannot be sent); build again, and report it if it fails again"
    assert kills.startswith(f"kills-every-worker.txt: {said} (KilledWorker: Attempted to run task")
    assert "\n" not in kills
    assert not (tmp_path / "parts").exists()


def all_gone(group: int) -> bool:
    """Wait until no process of a group is left; the last one needs a moment to see that the others have ended."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_ctrl_c_ends_a_local_cluster_and_the_next_build_goes_on(
    run: Run, releases: Path, expected: Expected, tmp_path: Path
) -> None:
    store, kept = tmp_path / "store", tmp_path / "parts"
    options = ["--engine", "dask", "--workers", "1", "--parts", str(kept)]
    command = [sys.executable, "-m", "diplograph", "build", str(releases), "--graph", str(store), *options]
    build = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not list(kept.glob("*.nq")) and build.poll() is None:
        time.sleep(0.05)
    os.killpg(build.pid, signal.SIGINT)
    out, err = build.communicate(timeout=60)
    assert build.returncode not in (0, None)
    assert (out, "Traceback" in err) == ("", False), err
    assert all_gone(build.pid), "a worker is left"
    run("build", releases, "--graph", store)
    with Graph.open(store) as graph:
        assert quads(graph) == expected.quads


# what cannot be


def refusal(**options: Any) -> str:
    with pytest.raises(ClusterError) as caught, cluster.maker(**options) as make:
        list(make(iter([Release("a", "a.txt", "Peace.", "a")]), Settings(BASE, "v"), [], []))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_without_dask_the_command_that_installs_it_is_named(run: Run, releases: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(util, "find_spec", lambda name: None)
        result = run("build", releases, "--graph", tmp_path / "store", "--engine", "dask")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "diplograph: the engine dask needs Dask, which is not installed: pip install 'diplograph[dask]'\n"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--workers", 2), "a scheduler, workers and a folder of parts go with the engine dask: add --engine dask"),
        (("--engine", "dask", "--scheduler", "10.0.0.1"), "10.0.0.1 is no scheduler's address: write it as"),
        (("--engine", "dask", "--scheduler", "tcp://a:99999"), "tcp://a:99999 is no scheduler's address: write it as"),
        (
            ("--engine", "dask", "--scheduler", "tls://a:1"),
            "tls://a:1 is encrypted, but Dask knows no certificates: set",
        ),
    ],
)
def test_wrong_use_is_told(run: Run, releases: Path, tmp_path: Path, options: tuple[object, ...], said: str) -> None:
    result = run("build", releases, "--graph", tmp_path / "store", *options)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"diplograph: {said}")


def test_a_scheduler_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 0.2)
    said = refusal(engine="dask", home=tmp_path, scheduler="tcp://127.0.0.1:1")
    assert said.startswith("no scheduler answers at tcp://127.0.0.1:1: see that 'dask scheduler' runs there")


def test_a_cluster_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.2)
    with LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", silence_logs=50) as made:
        address = str(made.scheduler_address)
        said = refusal(engine="dask", home=tmp_path, scheduler=address)
    assert said.startswith(f"the scheduler at {address} has 0 workers: start more with 'dask worker")


def test_a_graph_in_memory_and_a_folder_that_cannot_be(tmp_path: Path) -> None:
    said = refusal(engine="dask", home=None, scheduler="tcp://127.0.0.1:1")
    assert said == "a graph in memory has no folder for the parts: name one that the workers share"
    (tmp_path / "file").touch()
    said = refusal(engine="dask", home=None, folder=tmp_path / "file")
    assert said.startswith(f"{tmp_path / 'file'} cannot be written (File exists)")


@dataclass
class Told:
    """A client whose only worker says what it is told to say."""

    worker: object
    scheduler: object = ({}, False)

    def run(self, *_: object, on_error: str) -> dict[str, object]:
        return {"tcp://w:1": self.worker}

    def run_on_scheduler(self, *_: object) -> object:
        if isinstance(self.scheduler, Exception):
            raise self.scheduler
        return self.scheduler


OURS, OLD = {"Python": "3.11", "diplograph": "new"}, {"Python": "3.11", "diplograph": "old"}


@pytest.mark.parametrize(
    ("client", "said"),
    [
        (Told((OLD, True), (OURS, False)), "worker tcp://w:1 has diplograph old, not new: install the same version on"),
        (Told((OURS, True), (OLD, False)), "the scheduler has diplograph old, not new: install the same version on"),
        (Told(ModelError("no model here"), (OURS, False)), "worker tcp://w:1: no model here"),
        (
            Told((OURS, True), ImportError("no\nmodule")),
            "the scheduler cannot take part (no module): install diplograph",
        ),
        (Told((OURS, False), (OURS, False)), "worker tcp://w:1 does not see FOLDER: name a folder that all share"),
    ],
)
def test_who_cannot_take_part_is_named(client: Any, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "installed", lambda model: OURS)
    with cluster.maker("dask", None, folder=tmp_path) as make, pytest.raises(DiplographError) as caught:
        make._check(client, MODEL)  # type: ignore[attr-defined]
    assert str(caught.value).replace(str(tmp_path), "FOLDER").startswith(said)
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.iterdir()), "the probe is gone"
