"""Reading on a Dask cluster: releases go out in batches, come back as parts, and are put into the graph here.

Who is one person, background and inferences are settled where the graph is, once for all parts, so that the graph is
the one that a single process makes. Only this file knows Dask.
"""

from __future__ import annotations

import logging
import shutil
import uuid
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib import util
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from diplograph import batches, parts
from diplograph.extract import nlp
from diplograph.extract.errors import ClusterError, DiplographError
from diplograph.graph.syntax import one_line
from diplograph.making import make_all

if TYPE_CHECKING:
    from distributed import Client, Future

    from diplograph.batches import Batch
    from diplograph.extract.model import Release
    from diplograph.making import Made, Maker, Settings

Engine = Literal["local", "dask"]

_AHEAD = 3  # batches for each thread of the cluster that wait or are read at a time
_RETRIES = 2
_PATIENCE = 60.0  # seconds without a worker after which a cluster is given up
_CONNECT = 10.0  # seconds in which a scheduler answers
_AGAIN = "build again, what is stored stays"
_SHARE = "name a folder that all share by --parts"


@contextmanager
def maker(
    engine: Engine,
    home: Path | None,
    *,
    scheduler: str | None = None,
    workers: int | None = None,
    folder: Path | None = None,
) -> Iterator[Maker]:
    """Give what reads releases: in this process, or on the cluster of a scheduler's address, else on a local one.

    Parts are kept in ``folder``; without one they lie in the folder of the graph, ``home``, until they are read.
    ClusterError where the cluster cannot be used.
    """
    if engine == "local":
        if scheduler or workers or folder:
            raise ClusterError("a scheduler, workers and a folder of parts go with the engine dask: add --engine dask")
        yield make_all
        return
    if util.find_spec("distributed") is None:
        raise ClusterError("the engine dask needs Dask, which is not installed: pip install 'diplograph[dask]'")
    if scheduler:
        _check_address(scheduler)
    with ExitStack() as stack:
        if folder is None and home is None:
            if scheduler:
                raise ClusterError("a graph in memory has no folder for the parts: name one that the workers share")
            home = Path(stack.enter_context(TemporaryDirectory(prefix="diplograph-")))
        place = (folder or Path(str(home), "parts")).resolve()
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(place, error) from error
        yield Cluster(stack, place, scheduler, workers, keep=folder is not None)
        if folder is None:
            shutil.rmtree(place, ignore_errors=True)  # what an earlier build, broken off, left behind


class Cluster:
    """Reads releases on a cluster, which is asked for, or made, when the first release comes."""

    def __init__(
        self, stack: ExitStack, folder: Path, scheduler: str | None, workers: int | None, *, keep: bool
    ) -> None:
        self._stack = stack
        self._folder = folder
        self._scheduler = scheduler
        self._workers = workers
        self._keep = keep
        self._who = f"the scheduler at {scheduler}" if scheduler else "the local cluster"

    def __call__(
        self, due: Iterator[Release], settings: Settings, failed: list[str], aside: list[str]
    ) -> Generator[Made]:
        """Yield what is made of each release as its batch is done; a few batches are under way at a time.

        The releases of a batch that fails for good are read again in the end, each alone; one that fails then adds a
        line to ``failed``.
        """
        first = next(due, None)
        if first is None:
            return
        name = nlp.model_name(settings.model)
        client = self._connect()
        self._check(client, name)
        named, needed = replace(settings, model=name), batches.installed(name)
        fresh = batches.cut(chain([first], due))
        suspects: deque[Release] = deque()
        running: dict[Future[None], tuple[Path, Batch]] = {}

        def submit(batch: Batch) -> None:
            file = self._folder / parts.name(batch, settings.base, settings.version)
            running[client.submit(batches.work, batch, file, named, needed, pure=False, retries=_RETRIES)] = file, batch

        while True:
            room = _AHEAD * max(1, self._threads(client))
            for batch in islice(fresh, max(0, room - len(running))):
                submit(batch)
            alone = not running
            if alone and suspects:  # whoever waits at a worker that dies is blamed together with the culprit
                submit((suspects.popleft(),))
            if not running:
                return
            for future in self._wait(client, list(running)):
                file, batch = running.pop(future)
                error = future.exception()
                if error is None:
                    yield from self._read(file, settings.base, failed, aside)
                elif isinstance(error, ClusterError):
                    raise error
                elif alone:
                    failed.append(_line(batch[0], error))
                else:
                    suspects.extend(batch)

    def _read(self, file: Path, base: str, failed: list[str], aside: list[str]) -> Iterator[Made]:
        part = parts.read(file, base)
        if part is None:
            raise ClusterError(f"{file}, which a worker wrote, cannot be read here: {_SHARE}")
        failed += part.failed
        aside += part.aside
        yield from part.made
        if not self._keep:
            file.unlink(missing_ok=True)

    def _connect(self) -> Client:
        from distributed import Client, LocalCluster
        from distributed.utils import silence_logging_cmgr

        self._stack.enter_context(silence_logging_cmgr(logging.CRITICAL))  # what goes wrong is told here, in one line
        if self._scheduler is None:
            try:
                cluster = LocalCluster(
                    n_workers=self._workers,
                    threads_per_worker=1,
                    processes=True,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                    scheduler_kwargs={"dashboard": False},
                    silence_logs=logging.CRITICAL,
                    preload=[batches.__name__],
                )
            except RuntimeError as error:
                cure = "a script must call build below a line that reads: if __name__ == '__main__':"
                raise ClusterError(f"the local cluster does not start ({one_line(error)}): {cure}") from error
            self._stack.enter_context(cluster)
            client = Client(cluster, set_as_default=False)
            self._stack.enter_context(client)
            return client
        _check_certificates(self._scheduler)
        try:
            client = Client(self._scheduler, timeout=_CONNECT, set_as_default=False)
        except OSError as error:
            cure = "see that 'dask scheduler' runs there, and that no firewall is in between"
            raise ClusterError(f"no scheduler answers at {self._scheduler}: {cure}") from error
        self._stack.enter_context(client)
        try:
            client.wait_for_workers(self._workers or 1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise self._too_few(client) from error
        return client

    def _check(self, client: Client, model: str) -> None:
        """See that scheduler and workers have what is installed here, and that workers see the folder of parts."""
        probe = self._folder / f".shared-{uuid.uuid4().hex}"
        try:
            probe.touch()
        except OSError as error:
            raise _unwritable(self._folder, error) from error
        try:
            told: dict[str, Any] = client.run(batches.introduce, model, probe, on_error="return")
            answers = {f"worker {address}": answer for address, answer in told.items()}
            try:  # it unpacks what it passes on
                versions, _ = client.run_on_scheduler(batches.introduce, model, probe)
                answers["the scheduler"] = versions, True
            except Exception as error:
                answers["the scheduler"] = error
        finally:
            probe.unlink()
        for who, answer in answers.items():
            if isinstance(answer, DiplographError):
                raise ClusterError(f"{who}: {answer}")
            if isinstance(answer, Exception):
                raise ClusterError(
                    f"{who} cannot take part ({one_line(answer)}): install diplograph and the model there"
                )
            versions, shared = answer
            batches.compare(versions, batches.installed(model), who)
            if not shared:
                raise ClusterError(f"{who} does not see {self._folder}: {_SHARE}")

    def _wait(self, client: Client, running: list[Future[None]]) -> set[Future[None]]:
        """Return the batches that are done, as soon as there are any."""
        from distributed import wait

        while True:
            try:
                with client.as_current():
                    return set(wait(running, timeout=_PATIENCE, return_when="FIRST_COMPLETED").done)
            except TimeoutError as error:
                if not self._threads(client):
                    raise self._too_few(client) from error
            except (OSError, CancelledError) as error:
                raise self._gone() from error

    def _threads(self, client: Client) -> int:
        try:
            return sum(client.nthreads().values())
        except OSError as error:
            raise self._gone() from error

    def _too_few(self, client: Client) -> ClusterError:
        start = "start more with 'dask worker ADDRESS --nthreads 1'"
        cure = start if self._scheduler else "where memory is short, start fewer with --workers"
        return ClusterError(f"{self._who} has {len(client.nthreads())} workers: {cure}; {_AGAIN}")

    def _gone(self) -> ClusterError:
        return ClusterError(f"{self._who} is gone: {_AGAIN}")


def _unwritable(folder: Path, error: OSError) -> ClusterError:
    return ClusterError(f"{folder} cannot be written ({error.strerror}): name another folder by --parts")


def _check_address(address: str) -> None:
    try:
        found = urlsplit(address)
        good = found.scheme in {"tcp", "tls"} and bool(found.hostname) and found.port is not None
    except ValueError:  # no such port
        good = False
    if not good:
        raise ClusterError(f"{address} is no scheduler's address: write it as the scheduler does, tcp://host:8786")


def _check_certificates(address: str) -> None:
    from distributed import Security

    if address.startswith("tls:"):
        try:
            found = Security().get_connection_args("client")["ssl_context"]
        except OSError as error:
            raise ClusterError(f"Dask's certificates cannot be read ({one_line(error)}): check its settings") from error
        if found is None:
            cure = "set DASK_DISTRIBUTED__COMM__TLS__CA_FILE and the client's CERT and KEY, as docs/cluster.md says"
            raise ClusterError(f"{address} is encrypted, but Dask knows no certificates: {cure}")


def _line(release: Release, error: BaseException) -> str:
    said = str(error) if isinstance(error, RuntimeError) else f"{type(error).__name__}: {one_line(error)}"
    return f"{release.source}: its reading on the cluster failed ({said}); build again, and report it if it fails again"
