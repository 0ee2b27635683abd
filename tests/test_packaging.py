"""The package is what the folders hold, installs from its wheel, and its locks are complete."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def required(specifiers: list[str]) -> set[str]:
    return {canonical(re.match(r"[\w.-]+", specifier)[0]) for specifier in specifiers}  # type: ignore[index]


def locked(lock: str) -> dict[str, int]:
    """Return package → number of hashes, as a lock file names them; fails on any line of another kind."""
    found: dict[str, int] = {}
    name = ""
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        if requirement := re.fullmatch(r"([A-Za-z0-9._-]+)==([\w.!+]+)(?: ; [^\\]+)? \\", line):
            name = canonical(requirement[1])
            found.setdefault(name, 0)
        else:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", line), f"{lock}: {line}"
            found[name] += 1
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_of_a_lock_has_hashes(lock: str) -> None:
    packages = locked(lock)
    assert len(packages) > 50
    assert all(packages.values()), [name for name, hashes in packages.items() if not hashes]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"://|^\s*-|^--(?!hash)", re.sub(r"^    --hash", "", text, flags=re.M), re.M)


def test_the_locks_cover_what_the_project_requires() -> None:
    runtime = required(PROJECT["project"]["dependencies"]) | required(PROJECT["build-system"]["requires"])
    dev = required(PROJECT["project"]["optional-dependencies"]["dev"])
    assert runtime <= set(locked("requirements.lock"))
    assert runtime | dev <= set(locked("requirements-dev.lock"))


def test_every_dependency_is_used() -> None:
    modules: dict[str, set[str]] = {}
    for module, distributions in packages_distributions().items():
        for distribution in distributions:
            modules.setdefault(canonical(distribution), set()).add(module)
    code = "\n".join(
        path.read_text("utf-8") for path in tracked() if path.suffix == ".py" and "tests" not in path.parts
    )
    for name in required(PROJECT["project"]["dependencies"]):
        used = rf"\b(?:import|from) (?:{'|'.join(modules[name])})\b|[\"'](?:{'|'.join(modules[name])})[\"']"
        assert re.search(used, code), f"nothing uses {name}: remove it from the dependencies"


def test_the_package_list_equals_the_folders() -> None:
    settings = PROJECT["tool"]["setuptools"]
    folders = {
        path.parent.relative_to(ROOT).as_posix()
        for top in ("app", "extract", "graph", "ontology", "queries", "seeds")
        for path in (ROOT / top).rglob("__init__.py")
    }
    assert set(settings["packages"]) == set(settings["package-dir"])
    assert set(settings["package-dir"].values()) == folders


def test_type_checkers_find_every_module() -> None:
    links = {path.name: path for path in (ROOT / ".typing" / "diplograph").iterdir()}
    expected = {path.name: path for path in (ROOT / "app").iterdir() if path.suffix == ".py"}
    expected |= {top: ROOT / top for top in ("extract", "graph", "ontology", "queries", "seeds")}
    assert set(links) == set(expected)
    for name, link in links.items():
        assert link.is_symlink()
        assert not link.readlink().is_absolute()
        assert link.resolve() == expected[name].resolve()


def tracked() -> list[Path]:
    """Return the files of the project: what git tracks, or everything where there is no git."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not {".venv", ".venv-dev"} & set(path.parts)]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel of a clean copy into an environment that sees the dependencies of this one; return its bin."""
    home = tmp_path_factory.mktemp("wheel")
    for path in tracked():
        target = home / "source" / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "wheel", *options, "-w", str(home), str(home / "source")], check=True)
    shutil.rmtree(home / "source")
    venv.create(home / "env", with_pip=False)
    python = home / "env" / "bin" / "python"
    (wheel,) = home.glob("diplograph-*.whl")
    subprocess.run([*pip, f"--python={python}", "install", *options, str(wheel)], check=True)
    site = next((home / "env" / "lib").glob("python*/site-packages"))
    # A path in a .pth file is searched, but the .pth files there are not read: the editable project stays out of sight.
    (site / "dependencies.pth").write_text("\n".join(sysconfig.get_path(kind) for kind in ("purelib", "platlib")))
    return home / "env" / "bin"


def run(binary: Path, *arguments: str, cwd: Path) -> str:
    done = subprocess.run([str(binary), *arguments], cwd=cwd, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_works_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = "import diplograph, diplograph.seeds; print(diplograph.__file__, diplograph.seeds.__file__)"
    assert str(ROOT) not in run(installed / "python", "-c", where, cwd=tmp_path)
    (tmp_path / "a.txt").write_text(
        "On 5 May 2021, the Foreign Minister of Kazakhstan Mukhtar Tileuberdi met in Almaty.\n"
    )
    record = json.loads(run(installed / "diplograph", "read", "a.txt", cwd=tmp_path))
    assert [state["code"] for state in record["states"]] == ["KAZ"]
    run(installed / "diplograph", "build", "a.txt", cwd=tmp_path)
    assert "states" in run(installed / "diplograph", "queries", cwd=tmp_path)
    run(installed / "diplograph", "view", "-o", "network.html", cwd=tmp_path)
    assert (tmp_path / "network.html").stat().st_size > 100_000


def test_the_wheel_holds_every_data_file(installed: Path) -> None:
    site = next((installed.parent / "lib").glob("python*/site-packages"))
    data = {
        path.relative_to(ROOT)
        for path in tracked()
        if path.relative_to(ROOT).parts[0] in {"extract", "graph", "ontology", "queries", "seeds"}
    }
    assert len(data) > 40
    missing = sorted(str(path) for path in data if not (site / "diplograph" / path).is_file())
    assert not missing, f"not in the wheel: {missing}; see package-data in pyproject.toml"
