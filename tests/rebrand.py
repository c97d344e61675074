"""A company that adopts this project: a copy of it, rebranded by the command as .github/OPERATING.md says, “Make it yours”.

`PYTHONPATH=hooks python tests/rebrand.py FOLDER` copies the project into FOLDER and rebrands it, to run the tests there: they hold for every company.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

import PIL.Image
import yaml

from places import ROOT
from project import helpcenter, write

NAMES = {"zh": "杜松钱包", "en": "Juniper Wallet", "es": "Billetera Junípero"}
# Below .alt, which is nobody's (RFC 9476): below .example it would be a sample, which `template: false` refuses.
DOMAIN = "juniper.alt"
ADDRESS = f"https://help.{DOMAIN}/wallet/"
COLOURS = {"light": "#4A3B8F", "dark": "#BFB2F2"}


def picture(kind: str, width: int, height: int) -> bytes:
    """An image of one colour."""
    made = io.BytesIO()
    PIL.Image.new("RGB", (width, height), COLOURS["light"]).save(made, kind)
    return made.getvalue()


IMAGES: dict[str, bytes] = {
    "logo.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 24" fill="#4A3B8F"><path d="M12 3l8 17H4zM30 5h60v14H30z"/></svg>\n',
    "logo-dark.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 24" fill="#BFB2F2"><path d="M12 3l8 17H4zM30 5h60v14H30z"/></svg>\n',
    "icon.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M16 4l12 24H4z" fill="#4A3B8F"/></svg>\n',
    "icon.ico": picture("ICO", 32, 32),
    "card.png": picture("PNG", 1200, 630),
}
ANSWERS = {
    "template": False,
    "domains": [DOMAIN],
    "name": NAMES,
    "site_url": ADDRESS,
    "download_url": f"https://{DOMAIN}/get",
    "website_url": f"https://{DOMAIN}/",
    "privacy_url": f"https://{DOMAIN}/privacy",
    "terms_url": None,
    "status_url": f"https://status.{DOMAIN}",
    "colours": COLOURS,
    "images": {"logo": "logo.svg", "logo_dark": "logo-dark.svg", "favicon": "icon.svg", "favicon_ico": "icon.ico", "social": "card.png"},
    "contacts": {"email": f"help@{DOMAIN}"},
}


def rebrand(project: Path, answers: Path) -> None:
    """Make the project in `project` Juniper's; its answers and images are written into the folder `answers`."""
    for path in (project / "data").glob("*.yml"):  # the company stands behind what was an assumption
        text = path.read_text(encoding="utf-8")
        write(path, re.sub(r"\bconfirmed: false", "confirmed: true", text))
    answers.mkdir(parents=True)
    for name, content in IMAGES.items():
        (answers / name).write_bytes(content)
    write(answers / "answers.yml", yaml.safe_dump(ANSWERS, allow_unicode=True))
    done = helpcenter(project, "brand", "--from", str(answers / "answers.yml"))
    assert done.returncode == 0, done.stderr


def copy_project(folder: Path) -> Path:
    """A copy of the whole project in `folder`, without what is built or installed."""
    made = {"site", ".site", "site-staff", ".site-staff", ".cache", ".venv", ".git", ".pytest_cache", ".mypy_cache", ".ruff_cache"}
    return Path(shutil.copytree(ROOT, folder, ignore=lambda at, names: made if Path(at) == ROOT else {"__pycache__"} & set(names)))


if __name__ == "__main__":
    target = Path(sys.argv[1]).absolute()
    rebrand(copy_project(target), target.with_name(f"{target.name}-answers"))
