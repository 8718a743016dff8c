"""The page docs/models/first-pack.md, run as it stands in a copy of the repository: every block marked `sh`, in its order."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "docs" / "models" / "first-pack.md"
STAMP = Path(".cache") / "stamps" / "install"
"""Says which packages are installed. With it, no command of the page installs any: a test downloads nothing."""


def test_the_page_leads_from_a_clone_to_a_graded_study(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    copy_tracked_files(clone)
    environment = {**os.environ, "PYTHONPATH": str(clone / "training")}
    install, *blocks = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text("utf8"), re.MULTILINE | re.DOTALL)
    assert install == "npm install --no-audit --no-fund\nnode scripts/setup-training.mjs\n", "the only block that is not run here"
    for block in blocks:
        ran = subprocess.run(["bash", "-e", "-c", block], cwd=clone, env=environment, capture_output=True, text=True)
        assert ran.returncode == 0, f"{block}\n{ran.stdout}\n{ran.stderr}"

    served = json.loads((clone / "models" / "index.json").read_text())["packs"]
    assert "my-first-pack" in served, "the page offers it"
    manifest = json.loads((clone / "models" / "my-first-pack" / "manifest.json").read_text())
    trained_on = {network["task"]: [dataset["name"] for dataset in network["training"]["datasets"]] for network in manifest["networks"]}
    assert trained_on["grade-foramen"] == ["phantom"]
    assert "spider-t2" in trained_on["localize-sagittal"], "the localizer is the shipped one"
    assert manifest["base"]["id"] == "cauda-lumbar-1"

    report = json.loads((clone / "first-report" / "report.json").read_text())
    assert report["engine"]["pack"] == "my-first-pack"
    foraminal = [finding["assessment"] for finding in report["findings"] if "foraminal" in finding["condition"]]
    assert len(foraminal) == 10 and {assessment["kind"] for assessment in foraminal} <= {"graded", "uncertain"}
    assert {assessment["evidence"]["network"] for assessment in foraminal} == {"grade-foramen"}


def copy_tracked_files(clone: Path) -> None:
    """With what the first block of the page installs, each package a link to the repository's."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (REPOSITORY / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(REPOSITORY / name, clone / name)
    subprocess.run(["node", "scripts/cauda.mjs"], cwd=REPOSITORY, capture_output=True)  # installs here what is not up to date
    (clone / STAMP).parent.mkdir(parents=True)
    shutil.copyfile(REPOSITORY / STAMP, clone / STAMP)
    (clone / "node_modules").mkdir()
    for package in (REPOSITORY / "node_modules").iterdir():
        os.symlink(package, clone / "node_modules" / package.name)
    os.symlink(REPOSITORY / "training" / ".venv", clone / "training" / ".venv")
