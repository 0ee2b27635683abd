"""The commands on the seed releases: what they print, in every format."""

from __future__ import annotations

import csv
import io
import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib

import diplograph
from diplograph import updating
from diplograph.asking import Preset
from diplograph.graph.change import Change
from diplograph.graph.presets import PRESETS
from diplograph.ontology.terms import Prop

if TYPE_CHECKING:
    from tests.app.conftest import Run

SEEDS = Path(__file__).parents[2] / "seeds" / "releases"
GOLD = Path(__file__).parents[1] / "gold" / "seeds"
IDS = ["000_8005e53dff70a974", "001_8bd224ccad504dd3"]
LISTS = ("people", "states", "organizations", "places", "events", "statements", "areas")


# build


def processor_seconds() -> float:
    """Return what ended children have used of the processor: what else runs on the machine does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_second_build_changes_nothing_and_is_quick(graph: Path) -> None:
    code = (
        "import sys\nfrom diplograph.cli import main\n"
        f"try: main(['build', {str(SEEDS)!r}, '--graph', {str(graph)!r}])\n"
        "except SystemExit as end: code = end.code\n"
        "print(code, sorted({'spacy', 'owlrl', 'pyshacl', 'networkx'} & set(sys.modules)))"
    )
    before = processor_seconds()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    took = processor_seconds() - before
    lines = done.stdout.splitlines()
    assert lines[-1] == "0 []", done.stderr
    assert f"Releases: 2 unchanged; nothing changed. The graph lies in {graph}." in lines
    assert took < 2


def test_a_build_prints_what_the_graph_holds(run: Run, graph: Path) -> None:
    result = run("build", SEEDS, "--graph", graph, "--format", "json")
    assert result.code == 0
    built = json.loads(result.out)
    assert built["graph"] == str(graph)
    assert (built["new"], built["changed"], built["unchanged"], built["failed"]) == ([], [], IDS, [])
    assert built["counts"]["releases"] == 2
    assert built["counts"]["states"] >= 3
    table = run("build", SEEDS, "--graph", graph).out.splitlines()
    assert table[0].split() == ["in", "the", "graph", "count"]
    assert table[1].split() == ["releases", "2"]


def test_only_what_changed_is_read_again(run: Run, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    releases.mkdir()
    (releases / "a.txt").write_text("On 5 May 2021, Kazakhstan and Mongolia signed an agreement in Almaty.\n")
    (releases / "b.txt").write_text("On 6 May 2021, Japan and Mongolia held consultations in Tokyo.\n")
    options = ["--graph", tmp_path / "store", "--format", "json"]
    assert json.loads(run("build", releases, *options).out)["new"] == ["a", "b"]
    (releases / "b.txt").write_text("On 6 May 2021, Japan and Turkey held consultations in Tokyo.\n")
    (releases / "c.txt").write_text("Thailand thanked Japan.\n")
    built = json.loads(run("build", releases, *options).out)
    assert (built["new"], built["changed"], built["unchanged"]) == (["c"], ["b"], ["a"])
    states = run("query", "states", "--graph", tmp_path / "store", "--format", "json")
    assert {row["code"] for row in json.loads(states.out)} == {"KAZ", "MNG", "JPN", "TUR", "THA"}


def test_what_is_gone_from_a_folder_goes_from_the_graph(run: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, name, text in ((one, "a", "Japan thanked Mongolia."), (one, "b", "Japan thanked Nepal."),
                               (other, "c", "Japan thanked Turkey.")):  # fmt: skip
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.txt").write_text(f"{text}\n")
    options = ["--graph", tmp_path / "store", "--format", "json"]
    run("build", one, other, *options)
    (one / "a.txt").unlink()
    (one / "b.txt").write_bytes(b"\x00\x01 no text any more")
    built = run("build", one, other / "c.txt", *options)
    record = json.loads(built.out)
    assert (built.code, record["removed"], record["unchanged"], len(record["failed"])) == (1, ["a"], ["c"], 1)
    states = run("query", "states", "--graph", tmp_path / "store", "--format", "json")
    assert {row["code"] for row in json.loads(states.out)} == {"JPN", "NPL", "TUR"}  # b stays as it was
    (other / "c.txt").rename(other / "d.txt")
    assert json.loads(run("build", other / "d.txt", *options).out)["removed"] == []  # c came from another path
    assert json.loads(run("build", other, *options).out)["removed"] == ["c"]


def test_rows_that_are_gone_go_and_entries_of_a_feed_stay(run: Run, tmp_path: Path) -> None:
    rows, feed = tmp_path / "rows.jsonl", tmp_path / "feed.rss"
    item = "<item><title>{0}</title><guid>{0}</guid><description>Japan thanked {0}.</description></item>"

    def write(*names: str) -> None:
        rows.write_text(
            "".join(json.dumps({"id": f"row-{name}", "text": f"Nepal thanked {name}."}) + "\n" for name in names)
        )
        feed.write_text(f"<rss version='2.0'><channel>{''.join(map(item.format, names))}</channel></rss>")

    write("Mongolia", "Turkey")
    options = ["--graph", tmp_path / "store", "--format", "json"]
    assert len(json.loads(run("build", tmp_path, *options).out)["new"]) == 4
    write("Turkey")
    built = json.loads(run("build", rows, feed, *options).out)
    assert (built["removed"], built["counts"]["releases"]) == (["row-Mongolia"], 3)


def test_rebuild_reads_everything_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Japan thanked Mongolia.\n")
    options = ["--graph", tmp_path / "store", "--format", "json"]
    assert json.loads(run("build", tmp_path / "a.txt", *options).out)["new"] == ["a"]
    assert json.loads(run("build", tmp_path / "a.txt", *options).out)["unchanged"] == ["a"]
    assert json.loads(run("build", tmp_path / "a.txt", *options, "--rebuild").out)["changed"] == ["a"]


# read


def test_read_prints_a_record_a_line(run: Run) -> None:
    result = run("read", SEEDS)
    records = [json.loads(line) for line in result.out.splitlines()]
    assert (result.code, result.err) == (0, "")
    assert [record["id"] for record in records] == IDS
    assert all(record[name] for record in records for name in LISTS if name != "places")
    for record in records:
        text = (SEEDS / record["source"]).read_text("utf-8")
        evidence = [entry["evidence"] for name in LISTS for entry in record[name]]
        assert len(evidence) > 10
        assert all(text[e["start"] : e["end"]] == e["quote"] for e in evidence)


def test_read_formats_say_the_same(run: Run) -> None:
    lines = [json.loads(line) for line in run("read", SEEDS).out.splitlines()]
    assert json.loads(run("read", SEEDS, "--format", "json").out) == lines
    table = run("read", SEEDS, "--format", "table").out
    assert table.split("\n", 1)[0].split() == ["release", "what", "name", "details", "sentence"]
    assert "Kairat Sarybay" in table
    assert "Executive Director of CICA" in table
    turtle = rdflib.Graph().parse(data=run("read", SEEDS, "--format", "ttl").out, format="turtle")
    quotes = {str(quote) for quote in turtle.objects(None, rdflib.URIRef(Prop.QUOTE))}
    assert {entry["evidence"]["quote"] for record in lines for entry in record["events"]} <= quotes


def test_read_takes_stdin_and_another_base(run: Run) -> None:
    text = (SEEDS / f"{IDS[0]}.txt").read_bytes()
    record = json.loads(run("read", "-", stdin=text).out)
    assert record["id"] == "stdin"
    assert "KAZ" in {state["code"] for state in record["states"]}
    turtle = run("read", "-", "--format", "ttl", "--base", "https://example.org/x/", stdin=text).out
    assert "https://example.org/x/" in turtle
    assert "w3id.org/diplograph/id/" not in turtle


def test_an_interrupted_build_says_what_is_kept(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = updating.update

    def interrupted(graph: object, paths: object, files: list[Path], *rest: object, **options: object) -> None:
        real(graph, paths, files[:1], *rest, **options)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(updating, "update", interrupted)
    result = run("build", SEEDS, "--graph", tmp_path / "store")
    kept = f"{tmp_path / 'store'} keeps 1 release; the same command goes on from there"
    assert (result.code, result.out, result.err) == (130, "", f"diplograph: interrupted: {kept}\n")
    with diplograph.Graph.open(tmp_path / "store") as graph:
        assert list(graph.releases()) == [IDS[0]]

    def at_once(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(updating, "update", at_once)
    nothing = run("build", SEEDS, "--graph", tmp_path / "other")
    assert nothing.err == "diplograph: interrupted: nothing was kept; the same command goes on from there\n"


# query, queries


def test_query_formats_hold_the_same_rows(run: Run, graph: Path) -> None:
    def people(form: str) -> str:
        result = run("query", "people", "--graph", graph, "--format", form)
        assert (result.code, result.err) == (0, "")
        return result.out

    rows = json.loads(people("json"))
    names = [row["name"] for row in rows]
    assert "Kairat Sarybay" in names
    assert [row["name"] for row in csv.DictReader(io.StringIO(people("csv")))] == names
    assert [line.split("\t")[1] for line in people("tsv").splitlines()[1:]] == names
    assert len(people("md").splitlines()) == len(rows) + 2
    assert people("table").splitlines()[0].split() == ["person", "name", "post", "of", "release"]
    assert "\nkairat-sarybay " in people("table"), "the IRI is short for the eye"
    assert rows[0]["person"].startswith("https://w3id.org/diplograph/id/person/")


def test_query_takes_parameters(run: Run, graph: Path) -> None:
    found = json.loads(run("query", "states", "-p", "state=KAZ", "--graph", graph, "--format", "json").out)
    assert [row["code"] for row in found] == ["KAZ"]


def test_query_takes_sparql_from_a_file_and_from_stdin(run: Run, graph: Path, tmp_path: Path) -> None:
    sparql = "SELECT ?code WHERE { ?s a dg:State ; dg:code ?code ; dg:evidence ?e } GROUP BY ?code ORDER BY ?code"
    (tmp_path / "codes.rq").write_text(sparql)
    piped = run("query", "-", "--graph", graph, "--format", "csv", stdin=sparql.encode())
    filed = run("query", tmp_path / "codes.rq", "--graph", graph, "--format", "csv")
    assert piped.code == filed.code == 0
    assert piped.out == filed.out
    assert piped.out.splitlines() == ["code", "KAZ", "KOR", "SVK"]


def test_query_prints_the_triples_of_a_construct_as_turtle(run: Run, graph: Path) -> None:
    sparql = "CONSTRUCT { ?s dg:code ?c } WHERE { ?s a dg:State ; dg:code ?c }"
    result = run("query", "-", "--graph", graph, "--format", "ttl", stdin=sparql.encode())
    assert len(rdflib.Graph().parse(data=result.out, format="turtle")) >= 3


def test_queries_lists_all_and_shows_one(run: Run) -> None:
    listed = json.loads(run("queries", "--format", "json").out)
    assert {"people", "who-met-whom", "commitments", "evidence"} <= {query["name"] for query in listed}
    assert "actor, committer" in run("queries").out
    one = run("queries", "commitments").out
    assert "Example: diplograph query commitments" in one
    assert run("queries", "commitment").code == 2


# export, view


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nt", "nq", "jsonld", "rdf", "graphml", "gexf", "html"])
def test_export_prints_where_the_file_lies(run: Run, graph: Path, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"graph.{suffix}"
    result = run("export", file, "--graph", graph)
    assert (result.code, result.out, result.err) == (0, f"{file}\n", "")
    assert file.stat().st_size > 1000


def test_export_of_tables_gives_two_files(run: Run, graph: Path, tmp_path: Path) -> None:
    result = run("export", tmp_path / "graph.csv", "--graph", graph)
    assert result.out.splitlines() == [str(tmp_path / f"graph.{part}.csv") for part in ("nodes", "edges")]


def test_view_writes_a_page_about_what_is_asked_for(run: Run, graph: Path, tmp_path: Path) -> None:
    whole, near = tmp_path / "whole.html", tmp_path / "near.html"
    assert run("view", "-o", whole, "--graph", graph).out == f"{whole}\n"
    options = ["--focus", "Mukhtar Tileuberdi", "--hops", 1, "--kind", "person", "--kind", "state"]
    assert run("view", *options, "-o", near, "--graph", graph).code == 0
    assert near.stat().st_size < whole.stat().st_size
    assert "Mukhtar Tileuberdi" in near.read_text("utf-8")
    assert run("view", "--focus", "Nobody", "-o", near, "--graph", graph).code == 2


# explain, check


def test_explain_prints_facts_with_their_sentences(run: Run, graph: Path) -> None:
    result = run("explain", "Mukhtar Tileuberdi", "--graph", graph)
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == "Mukhtar Tileuberdi (person)"
    at = lines.index("Posts")
    number = lines[at + 1].removeprefix("  - Deputy Prime Minister of Kazakhstan [").removesuffix("]")
    assert int(number) == 1, "notes are numbered as they are referred to"
    note = lines.index("Sentences") + 1
    assert lines[note].startswith("   [1] “I thank Deputy Prime Minister - Minister of Foreign Affairs of Kazakhstan")
    assert f"       {IDS[0]}, undated, holder.before-name, confidence 0.97" in result.out
    assert lines[lines.index("Releases") + 1].startswith(f"  - {IDS[0]}: Statement of CICA Executive Director")
    found = json.loads(run("explain", "Mukhtar Tileuberdi", "--graph", graph, "--format", "json").out)
    assert found["id"] == "person/mukhtar-tileuberdi"
    facts = [fact for group in found["groups"] for fact in group["facts"]]
    assert all(fact["quote"] and fact["rule"] for fact in facts if fact["rule"] != "background")
    markdown = run("explain", "person/mukhtar-tileuberdi", "--graph", graph, "--format", "md").out
    assert markdown.startswith("# Mukhtar Tileuberdi\n")
    assert "\n## Posts\n" in markdown
    assert "\n## Timeline\n" not in markdown, "that is for reports"


def test_check_conforms_and_finds_what_is_damaged(run: Run, graph: Path, tmp_path: Path) -> None:
    result = run("check", SEEDS, "--graph", graph)
    assert (result.code, result.out, result.err) == (0, "", f"diplograph: {graph} conforms\n")
    copy = tmp_path / "copy"
    shutil.copytree(graph, copy)
    with diplograph.Graph.open(copy, create=True) as damaged:
        name = next(name for name in damaged.store.graphs() if name.value.endswith(f"release/{IDS[1]}"))
        kept = [triple for triple in damaged.store.triples(name) if triple.predicate.value != Prop.EVIDENCE]
        change = Change(damaged.store)
        change.put(name, kept)
        change.commit()
    result = run("check", "--graph", copy, "--format", "json")
    assert result.code == 1
    found = json.loads(result.out)
    assert any(row["release"] == IDS[1] and "evidence" in row["message"] for row in found)
    assert result.err == f"diplograph: {copy} has {len(found)} faults\n"


def test_check_compares_quotes_with_the_texts(run: Run, graph: Path, tmp_path: Path) -> None:
    (tmp_path / f"{IDS[0]}.txt").write_text("Another text altogether, without any of it.\n")
    result = run("check", tmp_path, "--graph", graph)
    assert result.code == 1
    assert "the quote is not what the text has" in result.out


# score


def test_score_prints_every_field(run: Run) -> None:
    result = run("score", GOLD, SEEDS)
    assert (result.code, result.err) == (0, "")
    heads = [line.split()[0] for line in result.out.splitlines() if line]
    assert heads[:9] == ["field", "people", "posts", *LISTS[1:]]
    assert result.out.splitlines()[-1].startswith("mean F1 ")
    detail = run("score", GOLD, SEEDS, "--detail", "--format", "json")
    found = json.loads(detail.out)
    assert list(found["fields"]) == ["people", "posts", *LISTS[1:]]
    misses = sum(field["fn"] + field["fp"] for field in found["fields"].values())
    assert len(found["differences"]) == misses
    rows = list(csv.DictReader(io.StringIO(run("score", GOLD, SEEDS, "--format", "csv").out)))
    assert [row["field"] for row in rows] == list(found["fields"])
    assert float(rows[0]["f1"]) == pytest.approx(found["fields"]["people"]["f1"], abs=0.001)


def test_score_names_gold_without_a_release(run: Run) -> None:
    result = run("score", GOLD, SEEDS / f"{IDS[0]}.txt")
    assert result.code == 0
    assert result.err == f"diplograph: gold without a release: {IDS[1]}\n"


def test_the_presets_that_the_command_offers_are_those_that_there_are() -> None:
    assert [str(preset) for preset in Preset] == list(PRESETS)
