"""From push to live: seconds of each step of .github/workflows/publish.yml on this machine, when an urgent notice is pushed.

    python benchmarks/publish.py

A fresh clone of the last commit gets a notice and is installed, built and packed as the workflow does it; then what was packed is held
against its digest. The second build runs beside the first there. What the host needs to start machines and to publish comes on top.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SENTENCE = "Somebody is posing as our support. Do not answer them."
NOTICE = f"- level: danger\n  text:\n    zh: 有人冒充我们的客服，请不要回复。\n    en: {SENTENCE}\n    es: Alguien se hace pasar por nuestro soporte. No le respondas.\n"
DIGEST = r"find . -type f | cut -c3- | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum | sha256sum | cut -d' ' -f1"  # as in the workflow
STEPS = (
    ("clone", f"git clone -q file://{ROOT} pushed"),
    ("install", "make -C pushed .venv/site"),
    ("build", "make -C pushed release DEMO=1 COMPRESS=no"),
    ("pack", "make -s -C pushed digest > digest && tar -cf artifact.tar -C pushed/site ."),
    ("compare", f'mkdir unpacked && tar -xf artifact.tar -C unpacked && test "$(cd unpacked && {DIGEST})" = "$(cat digest)"'),
)


def main() -> None:
    total = 0.0
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        for name, command in STEPS:
            began = time.perf_counter()
            environment = os.environ | {"SITE_URL": "https://help.example.org/", "NO_MKDOCS_2_WARNING": "1"}
            subprocess.run(["bash", "-c", command], cwd=here, env=environment, check=True, stdout=subprocess.DEVNULL)
            took = time.perf_counter() - began
            total += took
            print(f"{name:8} {took:5.1f} s", flush=True)
            if name == "clone":
                (here / "pushed/data/notice.yml").write_text(NOTICE, encoding="utf-8")
                author = ("-c", "user.name=Notice", "-c", "user.email=notice@example.com")
                for verb in (["add", "data"], ["commit", "-q", "-m", "Warn of an impostor"]):
                    subprocess.run(["git", *author, *verb], cwd=here / "pushed", check=True)
        assert SENTENCE in (here / "unpacked/en/index.html").read_text(encoding="utf-8"), "the notice is not on the page"
        print(f"{'all':8} {total:5.1f} s")


if __name__ == "__main__":
    main()
