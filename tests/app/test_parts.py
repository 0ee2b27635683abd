"""Parts and the tasks that make them: the same whoever makes them, how often, and in whatever company."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph import batches, parts
from diplograph.extract import nlp, read
from diplograph.extract.errors import ClusterError
from diplograph.extract.model import Release
from diplograph.graph.rdf import IRI, Literal, Triple
from diplograph.graph.store import ReleaseInfo
from diplograph.graph.validate import Violation
from diplograph.making import Made, Settings
from diplograph.ontology.terms import BASE
from diplograph.updating import version

TEXT = "The OSCE called on Kazakhstan to protect human rights. Kazakhstan pledged to help the OSCE."

names = st.text(st.characters(), min_size=1, max_size=20)  # whatever a file may be called, surrogates too
lines = st.lists(names, max_size=2).map(tuple)
texts = st.text(st.characters(exclude_categories=["Cs"]))
triples = st.builds(lambda text: Triple(IRI(f"{BASE}a"), IRI(f"{BASE}b"), Literal(text)), texts)


def _made(name: str, source: str, found: list[Triple], said: str) -> Made:
    return Made(name, source, ReleaseInfo("0" * 64, "v", source), tuple(found), (Violation(name, said, said),))


several = st.lists(
    st.builds(_made, names, names, st.lists(triples, max_size=3, unique=True), names),
    unique_by=lambda made: made.release_id,
)


@given(several, lines, lines)
def test_a_part_is_read_as_it_was_written(made: list[Made], failed: tuple[str, ...], aside: tuple[str, ...]) -> None:
    part = parts.Part(tuple(made), failed, aside)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "part.nq"
        assert parts.read(file, BASE) is None
        parts.write(file, part, BASE)
        assert parts.read(file, BASE) == part
        assert parts.is_done(file) == (not failed), "what failed is tried again"
        whole = file.read_bytes()
        for end in (0, 40, len(whole) // 2, len(whole) - 1):
            file.write_bytes(whole[:end])
            assert parts.read(file, BASE) is None
            assert not parts.is_done(file)
        assert [path.name for path in Path(folder).iterdir()] == ["part.nq"]


def test_what_a_part_looks_like(tmp_path: Path) -> None:
    triple = Triple(IRI(f"{BASE}a"), IRI(f"{BASE}b"), Literal('a "quoted"\nline'))
    name = "../../x\n<y> <z> <w> ."
    parts.write(tmp_path / "a.nq", parts.Part((_made(name, name, [triple], "wrong"),), (), ("b: set aside",)), BASE)
    first, *rest = (tmp_path / "a.nq").read_text("ascii").splitlines()
    assert re.fullmatch("# diplograph part [0-9a-f]{32}", first)
    told = r'"../../x\n<y> <z> <w> ."'
    release = f'[{told}, "{"0" * 64}", "v", {told}, [[{told}, "wrong", "wrong"]]]'
    assert rest == [
        f'# {{"releases": [{release}], "failed": [], "aside": ["b: set aside"]}}',
        rf'<{BASE}a> <{BASE}b> "a \"quoted\"\nline" <{BASE}release/../../x%0A%3Cy%3E%20%3Cz%3E%20%3Cw%3E%20.> .',
    ]


@given(st.lists(st.builds(Release, names, names, names, names), min_size=1, max_size=4), names, names)
def test_a_name_tells_what_decides_a_part_and_nothing_gets_into_it(due: list[Release], base: str, made: str) -> None:
    name = parts.name(due, base, made)
    assert len(name) == 35
    assert name.removesuffix(".nq").isalnum()
    assert name == parts.name(list(due), base, made)
    others = (
        parts.name(due, f"{base}x", made),
        parts.name(due, base, f"{made}x"),
        parts.name([*due, *due], base, made),
    )
    assert len({name, *others}) == 4


@given(st.lists(st.integers(0, 60), unique=True))
def test_batches_are_cut_alike_when_those_before_are_done(numbers: list[int]) -> None:
    due = [Release(str(number), "a", "word " * 120_000 if number == 7 else "", str(number)) for number in numbers]
    made = list(batches.cut(due))
    assert [release for batch in made for release in batch] == due
    assert not any(release.id == "7" for batch in made for release in batch[:-1]), "a long one ends its batch"
    for done in range(len(made)):
        assert list(batches.cut(release for batch in made[done:] for release in batch)) == made[done:]


def test_a_batch_has_an_end() -> None:
    same = [Release("a", "a", "", "1")] * 100
    assert [len(batch) for batch in batches.cut(same)] == [16] * 6 + [4]


def test_a_task_may_run_twice(tmp_path: Path) -> None:
    batch, model = (read.from_text(TEXT, "call.txt"),), nlp.model_name()
    file = tmp_path / parts.name(batch, BASE, "v")
    task = (batch, file, Settings(BASE, "v", model), batches.installed(model))
    batches.work(*task)
    first, when = file.read_bytes(), file.stat().st_mtime_ns
    batches.work(*task)
    assert file.stat().st_mtime_ns == when, "it is not made again"
    file.write_bytes(first[:-1])
    batches.work(*task)
    assert file.read_bytes() == first
    with pytest.raises(ClusterError, match=r"worker on .* cannot write to .*nowhere \(No such file or directory\):"):
        batches.work(batch, tmp_path / "nowhere" / "a.nq", *task[2:])
    assert list(tmp_path.iterdir()) == [file]


def test_a_task_is_refused_where_versions_differ(tmp_path: Path) -> None:
    model = nlp.model_name()
    ours = batches.installed(model)
    assert ours["diplograph"] == version(model, 0.0)
    assert all(value[:1].isalnum() and value != "without a version" for value in ours.values()), ours
    with pytest.raises(ClusterError, match=r"worker on .* has numpy [\d.]+, not 0: install the same version on"):
        batches.work((), tmp_path / "a.nq", Settings(BASE, "v", model), {**ours, "numpy": "0"})
    assert not list(tmp_path.iterdir())
