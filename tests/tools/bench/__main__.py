"""A site of its own with both samples, then every subject, each in a process of its own."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SUBJECTS = ("agenda", "booklet", "changes", "imports", "people", "planning")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="rostrum-bench-") as var:
        (Path(var) / "static").mkdir()
        os.environ |= {"ROSTRUM_DEBUG": "1", "ROSTRUM_VAR": var}
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        for command in (["migrate", "--verbosity", "0"], ["load_sample"]):
            manage = [sys.executable, "manage.py", *command]
            subprocess.run(manage, cwd=ROOT, check=True, capture_output=True)
        for subject in SUBJECTS:
            module = f"tests.tools.bench.{subject}"
            subprocess.run([sys.executable, "-m", module], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
