"""A company that adopts this project: the five steps of “Make it yours” in OPERATING.md, done to a copy.

`python tests/rebrand.py FOLDER` copies the project into FOLDER and rebrands it, to run the tests there: they hold for every company.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

from places import ROOT

NAMES = {"zh": "杜松钱包", "en": "Juniper Wallet", "es": "Billetera Junípero"}
# Below .alt, which is nobody's (RFC 9476): below .example it would be a sample, which `template: false` refuses.
DOMAIN = "juniper.alt"
ADDRESS = f"https://help.{DOMAIN}/wallet/"
COLOURS = {
    "#0F5B53": "#4A3B8F", "#0A4740": "#3A2E75", "#E2EEEA": "#ECE9F8", "#0B5D54": "#4A3B8F",
    "#82CFC0": "#BFB2F2", "#A5DDD2": "#D6CDF8", "#06211D": "#1B1340", "#16302C": "#272046", "#86D3C4": "#C4B8F4",
}  # fmt: skip
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor"><path d="M12 3l8 17H4z"/></svg>\n'
FAVICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M16 4l12 24H4z" fill="#4A3B8F"/></svg>\n'


def rebrand(project: Path) -> Path:
    """The project in `project`, made Juniper's; it is published at ADDRESS, which SITE_URL tells the build."""
    data = project / "data"
    brand = _read(data / "brand.yml") | {"template": False, "domains": [DOMAIN], "name": NAMES}
    brand |= {"download_url": f"https://{DOMAIN}/get", "status_url": f"https://status.{DOMAIN}"}
    _write(data / "brand.yml", brand)
    support = _confirmed(_read(data / "support.yml"))
    support["sla"]["urgent"]["time"], support["sla"]["general"]["time"] = "15 minutes", "2 days"
    for channel in support["channels"]:
        if "contact" in channel:
            channel["contact"] = f"help@{DOMAIN}"
    _write(data / "support.yml", support)
    for name in ("networks.yml", "product.yml"):
        _write(data / name, _confirmed(_read(data / name)))
    assets = project / "overrides/assets"
    for styles in filter(Path.exists, (assets / "stylesheets/help-center.css", assets / "diagrams/diagram.css")):
        text = styles.read_text(encoding="utf-8")
        styles.write_text(re.sub("|".join(COLOURS), lambda match: COLOURS[match[0]], text), encoding="utf-8")
    (assets / "images/logo.svg").write_text(LOGO, encoding="utf-8")
    (assets / "images/favicon.svg").write_text(FAVICON, encoding="utf-8")
    return project


def _confirmed(value: Any) -> Any:
    """The same value, with all that stood as an assumption confirmed."""
    if isinstance(value, dict):
        return {key: True if key == "confirmed" else _confirmed(item) for key, item in value.items()}
    return [_confirmed(item) for item in value] if isinstance(value, list) else value


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _write(path: Path, value: Any) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    MADE = shutil.ignore_patterns("site", ".site", "site-staff", ".site-staff", ".cache", ".venv", ".git", "__pycache__", ".*_cache")
    rebrand(Path(shutil.copytree(ROOT, sys.argv[1], ignore=MADE)))
