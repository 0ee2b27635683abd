"""What the network page costs beside pyvis's own page of the same graph, in Chromium with the network off.

Usage: python bench/network.py [--sizes 50 500 2000 10000] [--runs 3] [--limit SECONDS] [--chromium PATH]

Graphs are generated (bench/network_graphs.py). "layout" is what the positions take beforehand, "page" all of the making
of the file, "ready" the time from opening it until it is drawn and answers a click, "redraw" the script's time for one
frame while the drawing is dragged; ours are medians. Stock is pyvis's generate_html with vis-network in the file and
its own physics, opened once: it answers when its layout has settled, and is stopped after --limit seconds (120), which
are then a lower bound. Prints the ratios, stock to ours.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyvis.network
from network_graphs import network as generated
from playwright.sync_api import Error, sync_playwright

from diplograph.graph import network
from diplograph.graph.facts import Edge, Node
from diplograph.graph.layout import layout
from diplograph.graph.selection import pairs_of

FRAMES = 40  # mouse moves of a drag
# Counts what each frame that draws takes: vis-network draws in requestAnimationFrame, and first clears the canvas.
TIMED = """
const wait = window.requestAnimationFrame.bind(window);
const clear = CanvasRenderingContext2D.prototype.clearRect;
window.frames_ = [];
let drawn = false;
CanvasRenderingContext2D.prototype.clearRect = function (...box) { drawn = true; return clear.apply(this, box); };
window.requestAnimationFrame = (draw) => wait((now) => {
  const begun = performance.now();
  drawn = false;
  draw(now);
  if (drawn) window.frames_.push(performance.now() - begun);
});
"""
SETTLED = 'network.once("stabilizationIterationsDone", () => { document.documentElement.dataset.ready = ""; });'
MADE = "network = new vis.Network(container, data, options);"


@dataclass(slots=True)
class Cost:
    """Seconds until ready and milliseconds of a frame, per run; ready is None where the limit came first."""

    size: int
    ready: list[float | None] = field(default_factory=list)
    redraw: list[float] = field(default_factory=list)


def stock(nodes: Sequence[Node], edges: Sequence[Edge]) -> str:
    """Return the page that pyvis makes of a graph, which marks that its layout has settled."""
    drawing = pyvis.network.Network(directed=True, cdn_resources="in_line")
    for node in nodes:
        drawing.add_node(node.id, label=node.label, group=node.kind)
    for edge in edges:
        drawing.add_edge(edge.source, edge.target, title=edge.relation)
    html = str(drawing.generate_html())
    if MADE not in html:
        raise SystemExit("pyvis makes its page in another way than 0.3.2: this script cannot tell when it is ready")
    return html.replace(MADE, MADE + SETTLED)


def opened(browser: Any, file: Path, limit: float, cost: Cost) -> None:
    """Open a page, wait until it answers, and drag it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_offline(True)
    context.add_init_script(TIMED)
    page = context.new_page()
    page.set_default_timeout(limit * 1000)
    begun = time.perf_counter()
    try:
        page.goto(file.as_uri(), wait_until="commit")
        page.wait_for_selector("html[data-ready]", state="attached")
        page.evaluate("1")  # answered when the page is free
        cost.ready.append(time.perf_counter() - begun)
        page.evaluate("window.frames_.length = 0")
        page.mouse.move(20, 300)
        page.mouse.down()
        for step in range(FRAMES):
            page.mouse.move(20 + 4 * step, 300 + 2 * step)
        page.mouse.up()
        cost.redraw.extend(page.evaluate("window.frames_"))
    except Error:
        cost.ready.append(None)
    finally:
        context.close()


def ready(cost: Cost, limit: float) -> tuple[float, str]:
    known = [limit if seconds is None else seconds for seconds in cost.ready]
    middle = statistics.median(known)
    return middle, f"{'>' if None in cost.ready else ''}{middle:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[50, 500, 2000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=120.0)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    options = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    print("nodes lines | layout s page s | MB ours stock | ready s ours stock ratio | redraw ms ours stock ratio")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=options.chromium, args=["--no-sandbox", "--disable-gpu"])
        for count in options.sizes:
            nodes, edges = generated(count)
            print(_row(browser, Path(folder), nodes, edges, options.runs, options.limit), flush=True)
        browser.close()


def _row(browser: Any, folder: Path, nodes: list[Node], edges: list[Edge], runs: int, limit: float) -> str:
    pairs = list(pairs_of(nodes, edges))
    begun = time.perf_counter()
    layout([(40.0, 40.0)] * len(nodes), pairs)
    placed = time.perf_counter() - begun
    begun = time.perf_counter()
    page = network.render(nodes, edges, "Bench", limit=len(nodes))
    made = time.perf_counter() - begun
    costs = {}
    for name, html, times in (("ours", page, runs), ("stock", stock(nodes, edges), 1)):
        file = folder / f"{name}.html"
        file.write_text(html, encoding="utf-8")
        costs[name] = Cost(file.stat().st_size)
        for _ in range(times):
            opened(browser, file, limit, costs[name])
    ours, other = costs["ours"], costs["stock"]
    (one, own), (two, theirs) = ready(ours, limit), ready(other, limit)
    frame, slow = (statistics.median(cost.redraw) if cost.redraw else None for cost in (ours, other))
    drawn = " ".join("-" if middle is None else f"{middle:.1f}" for middle in (frame, slow))
    return (
        f"{len(nodes)} {len(pairs)} | {placed:.2f} {made:.2f} | {ours.size / 1e6:.1f} {other.size / 1e6:.1f} | "
        f"{own} {theirs} {'>' if None in other.ready else ''}{two / one:.1f} | "
        f"{drawn} {f'{slow / frame:.2f}' if frame and slow else '-'}"
    )


if __name__ == "__main__":
    main()
