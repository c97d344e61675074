"""The bill of materials of a build (CycloneDX 1.6): each package of requirements.txt with its version and the hashes it may have.

It is made of that file alone, which pins what a build may install, so two machines write the same. It bears no time and no number.
"""

from __future__ import annotations

import json
import re

_PACKAGE = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)[ \t]*(;[^\\\n]*)?((?:[ \t]*\\\n[ \t]*--hash=sha256:[0-9a-f]{64})*)", re.M)
_HASH = re.compile("[0-9a-f]{64}")


def bill(requirements: str, engine: str) -> bytes:
    """Return the bill, as JSON. A package that only some systems need is `optional`."""
    parts = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name.lower()}@{version}",
            "name": name,
            "version": version,
            "scope": "optional" if marker else "required",
            "purl": f"pkg:pypi/{name.lower()}@{version}",
            "hashes": [{"alg": "SHA-256", "content": content} for content in sorted(_HASH.findall(hashes))],
        }
        for name, version, marker, hashes in _PACKAGE.findall(requirements)
    ]
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "helpcenter", "name": "helpcenter", "version": engine}},
        "components": parts,
        "dependencies": [{"ref": "helpcenter", "dependsOn": [str(part["bom-ref"]) for part in parts]}],
    }
    return (json.dumps(whole, indent=1) + "\n").encode()
