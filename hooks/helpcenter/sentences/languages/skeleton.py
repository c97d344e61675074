"""The folder of a language that is begun: a list of all that the rules on sentences ask for, to be filled."""

from __future__ import annotations

import re
from typing import Any

from helpcenter.text.scripts import primary, script

from ..grammars import Grammar, missing
from . import FOLDER, LANGUAGES, folder

LIKE = "en"  # whose words are shown as examples

_ENTRY = re.compile(r"^  ([\w-]+):")
_GRAMMAR = '''\
"""{name}: {what}"""

from __future__ import annotations

from {module} import {base}


class {name}({base}):
{body}

GRAMMAR = {name}
'''


def skeleton(code: str) -> dict[str, str]:
    """Return file → text of a new folder. A variety of a language that is known (`es-MX`) begins with all its words."""
    name = "".join(part.title() for part in code.split("-"))
    if base := _base(code):
        module = f"..{folder(base)}.grammar"
        grammar = _GRAMMAR.format(name=name, what=f"the grammar of `{base}`.", module=module, base="GRAMMAR", body="    pass\n")
        return {
            "words.yml": f"# What `{code}` says otherwise than `{base}`, in sections and lists as there.\nbased_on: {base}\n",
            "grammar.py": grammar,
        }
    bare: Any = Grammar  # of which it takes the names alone
    asked = "".join(f"    # {name}\n" for name in missing(bare))
    body = f"    # To be written, as ../../grammars.py explains it and ../{LIKE}/grammar.py does it:\n{asked}    pass\n"
    what = "what of a sentence takes code. Until it is whole, the language is not published."
    return {
        "words.yml": _words(),
        "grammar.py": _GRAMMAR.format(name=name, what=what, module="...grammars", base="Grammar", body=body),
    }


def _base(code: str) -> str:
    """The known language that this one is a variety of, in the same script: `es` for es-MX, `zh-Hant` for zh-TW; "" for none."""
    near = (code.rpartition("-")[0], f"{primary(code)}-{script(code)}", primary(code))
    return next((base for base in near if base in LANGUAGES and base != code and script(base) == script(code)), "")


def _words() -> str:
    """The words.yml of LIKE with each entry empty, its words beside it as a comment."""
    lines = (FOLDER / LIKE / "words.yml").read_text(encoding="utf-8").splitlines()
    made = [
        "# Each entry is to be filled in this language: what stands behind `en:` is what it holds in English, not to be translated word by word."
    ]
    section, at = "", 0
    while at < len(lines):
        line = lines[at]
        if top := re.match(r"(\w+):$", line):
            section = top[1]
        entry = _ENTRY.match(line)
        if not entry:
            made.append(line)
            at += 1
            continue
        end = at + 1
        while (
            end < len(lines)
            and (lines[end].startswith("    ") or not lines[end].strip())
            and (lines[end].strip() or (end + 1 < len(lines) and lines[end + 1].startswith("    ")))
        ):
            end += 1
        made += [f"  # en: {lines[at].strip()}", *(f"  #     {each.strip()}" for each in lines[at + 1 : end])]
        made.append(f"  {entry[1]}: {'[]' if section in {'lists', 'sentences'} else '{}'}")
        at = end
    return "\n".join(made) + "\n"
