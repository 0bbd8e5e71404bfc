"""Imports point down the house: config → reports → evaluations → people → workshops."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.site import ROOT

PACKAGES = ("config", "reports", "evaluations", "people", "workshops")


def lint(root: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"],
        cwd=root,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path) -> Path:
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "data", "locale")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contract_holds(copy):
    checked = lint(copy)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(("low", "high"), list(zip(PACKAGES[1:], PACKAGES, strict=False)))
def test_an_import_that_points_up_is_caught(copy, low, high):
    (copy / low / "planted.py").write_text(f"import {high}.apps\n")
    checked = lint(copy)
    assert checked.returncode == 1
    assert f"{low}.planted -> {high}.apps" in checked.stdout
