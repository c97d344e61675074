"""A copy of this project reduced to two short articles, to build for real, and the commands that build it."""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from cases import BESIDE, LOGO, TODAY, company_files, front_matter
from helpcenter.articles.read import read_library
from helpcenter.cli import main
from helpcenter.runtime import release
from helpcenter.runtime.beside import of_the_site
from helpcenter.source.files import read_tree
from helpcenter.writing.files import make
from helpcenter.writing.rename import rename
from helpcenter.writing.stamp import stamp
from places import ROOT

REAL_URL = "https://help.wallet.alt/"  # where the tests publish the real site: no sample, which `template: false` would refuse
SOURCES = ("docs", "data", "hooks", "overrides", "mkdocs.yml")  # what a site is made of

STEPS = {
    "zh": (
        "简单说",
        "看懂一件小事。",
        "开始之前",
        "准备好手机。",
        "操作步骤",
        "打开 App。",
        "看一眼首页。",
        "怎么确认成功了",
        "你会看到首页。",
        "如果不成功",
        "再试一次，或者看[另一篇]",
    ),
    "en": (
        "In short",
        "You learn one small thing.",
        "Before you start",
        "Have your phone at hand.",
        "Steps",
        "Open the app.",
        "Look at the first screen.",
        "How to know it worked",
        "You see the first screen.",
        "If it does not work",
        "Try again, or read [the other article]",
    ),
    "es": (
        "En resumen",
        "Aprendes algo pequeño.",
        "Antes de empezar",
        "Ten a mano tu teléfono.",
        "Pasos",
        "Abre la app.",
        "Mira la primera pantalla.",
        "Cómo saber que funcionó",
        "Ves la primera pantalla.",
        "Si no funciona",
        "Inténtalo otra vez o lee [el otro artículo]",
    ),
    "zh-Hant": (
        "簡單說",
        "看懂一件小事。",
        "開始之前",
        "準備好手機。",
        "操作步驟",
        "打開 App。",
        "看一眼首頁。",
        "怎麼確認成功了",
        "你會看到首頁。",
        "如果不成功",
        "再試一次，或者看[另一篇]",
    ),
    "ar": (
        "باختصار",
        "تتعلم شيئًا صغيرًا واحدًا.",
        "قبل أن تبدأ",
        "جهّز هاتفك.",
        "الخطوات",
        "افتح التطبيق.",
        "انظر إلى الشاشة الأولى.",
        "كيف تعرف أن الأمر نجح",
        "ترى الشاشة الأولى.",
        "إذا لم ينجح الأمر",
        "حاول مرة أخرى، أو اقرأ [المقالة الأخرى]",
    ),
    "fr": (
        "En bref",
        "Vous apprenez une petite chose.",
        "Avant de commencer",
        "Ayez votre téléphone.",
        "Étapes",
        "Ouvrez l’app.",
        "Regardez le premier écran.",
        "Vérifier",
        "Vous voyez le premier écran.",
        "Si cela ne marche pas",
        "Réessayez, ou lisez [l’autre article]",
    ),
}
TITLES = {
    "one": {
        "zh": "第一篇文章",
        "en": "The first article",
        "es": "El primer artículo",
        "fr": "Le premier article",
        "zh-Hant": "第一篇說明",
        "ar": "المقالة الأولى",
    },
    "two": {
        "zh": "第二篇文章",
        "en": "The second article",
        "es": "El segundo artículo",
        "fr": "Le deuxième article",
        "zh-Hant": "第二篇說明",
        "ar": "المقالة الثانية",
    },
    "three": {
        "zh": "第三篇文章",
        "en": "The third article",
        "es": "El tercer artículo",
        "fr": "Le troisième article",
        "zh-Hant": "第三篇說明",
        "ar": "المقالة الثالثة",
    },
    "index": {
        "zh": "帮助中心",
        "en": "Help Center",
        "es": "Centro de ayuda",
        "fr": "Centre d’aide",
        "zh-Hant": "說明中心",
        "ar": "مركز المساعدة",
    },
    "account/index": {
        "zh": "注册与登录",
        "en": "Registration & login",
        "es": "Registro e inicio de sesión",
        "fr": "Inscription",
        "zh-Hant": "註冊與登入",
        "ar": "التسجيل وتسجيل الدخول",
    },
}


def body(language: str, other: str) -> str:
    """The body of a how-to that keeps every rule."""
    s = STEPS[language]
    return (
        f"\n## {s[0]} {{#summary}}\n\n{s[1]}\n\n## {s[2]} {{#before}}\n\n{s[3]}\n\n## {s[4]} {{#steps}}\n\n1. {s[5]}\n\n2. {s[6]}\n\n"
        f"## {s[7]} {{#check}}\n\n{s[8]}\n\n## {s[9]} {{#if-it-fails}}\n\n{s[10]}({other}.md#steps){'。' if language.startswith('zh') else '.'}\n"
    )


def article(language: str, slug: str, other: str, number: int) -> str:
    words = {"title": TITLES[slug][language], "summary": STEPS[language][1]}
    if language != "zh":
        return front_matter(words | {"translates": "h0000000000"}) + body(language, other)
    facts = {
        "type": "how-to", "severity": "high", "scope": ["account"], "moves_funds": False, "response": "general", "evidence": ["app_version"],
        "related": [name for name in ("one", "two", "three") if name != slug], "owner": "team-account", "reviewed": TODAY,
    }  # fmt: skip
    return front_matter({"id": number} | words | facts) + body(language, other)


def add_language(project: Path, language: str) -> None:
    for slug, other, number in (("one", "two", 1001), ("two", "one", 1002), ("three", "one", 1003)):
        text = article(language, slug, other, number)
        write(project / f"docs/{language}/account/{slug}.md", text)
    for route in ("index", "account/index"):
        write(project / f"docs/{language}/{route}.md", front_matter({"title": TITLES[route][language], "summary": STEPS[language][1]}))


def small_project(folder: Path) -> Path:
    """The project in `folder` with three short articles, stamped and without problems."""
    for name in ("hooks", "overrides", "data"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "diagrams", "images", "questions", *BESIDE)
        )
    write(folder / "overrides/assets/images/logo.svg", LOGO)
    for path, text in company_files().items():
        write(folder / path, text)
    write(
        folder / "data/ids.yml",
        "".join(
            f"{number}: {{slug: {slug}, category: account, paths: [account/{slug}]}}\n"
            for number, slug in ((1001, "one"), (1002, "two"), (1003, "three"))
        ),
    )
    write(folder / "data/diagrams.yml", "{}\n")
    write(folder / "data/pins.yml", "{}\n")
    write(folder / "data/home.yml", "most_asked: [one, two]\nemergency: account\n")
    support = (folder / "data/support.yml").read_text(encoding="utf-8")
    write(folder / "data/support.yml", support.replace("page: contact-support", "page: one"))
    for language in ("zh", "en", "es"):
        add_language(folder, language)
    restamp(folder)
    return folder


def restamp(folder: Path) -> None:
    library = read_library(read_tree(folder))
    make(folder, stamp(library, [article.source.path for article in library.articles], unchanged=True))


def copied_sources(sources: Path, project: Path) -> Path:
    """A copy, in the new folder `project`, of what the site in `sources` is made of."""
    project.mkdir()
    for name in SOURCES:
        (shutil.copytree if (sources / name).is_dir() else shutil.copy)(sources / name, project / name)
    return project


def copied(built: Path, folder: Path) -> Path:
    """A copy of a built project in `folder`, with its site, its cache and its links."""
    copy = folder / "project"
    subprocess.run(["cp", "-a", str(built), str(copy)], check=True)
    return copy


def make_alias(folder: Path, old: str, new: str) -> None:
    """Renames an article; its old address redirects."""
    make(folder, rename(read_library(read_tree(folder)), old, new))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def translate_data(project: Path, language: str, like: str) -> None:
    """Gives every text of data/ a value in a new language."""

    def extended(value: object) -> object:
        if isinstance(value, dict):
            found = {key: extended(item) for key, item in value.items()}
            return found | {language: copy.deepcopy(found[like])} if {"zh", like} <= set(found) else found
        return [extended(item) for item in value] if isinstance(value, list) else value

    for path in (project / "data").glob("*.yml"):
        write(path, yaml.safe_dump(extended(yaml.safe_load(path.read_text(encoding="utf-8"))), allow_unicode=True, sort_keys=False))
    for path in (project / "data").glob("*.json"):
        if path.name == "glossary.json":
            terms = [term | {language: term[like]} for term in json.loads(path.read_text(encoding="utf-8"))]
            write(path, json.dumps(terms, ensure_ascii=False))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    write(path, text.replace(old, new))


def mkdocs(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs MkDocs as a user would, below `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=folder,
        env=clean_environment() | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def helpcenter(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "helpcenter", *arguments],
        cwd=folder,
        env=clean_environment() | {"PYTHONPATH": str(folder / "hooks")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def run_here(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Runs a verb in `folder` without a process of its own: its exit status and what it prints."""
    out, error = io.StringIO(), io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        status = main([*arguments])
    return status, out.getvalue(), error.getvalue()


def clean_environment() -> dict[str, str]:
    return {
        key: value
        for key, value in os.environ.items()
        if key not in {"SITE_URL", "GITHUB_ACTIONS", "PYTHONPATH", "CI", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    } | {"PYTHONDONTWRITEBYTECODE": "1"}


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path; not what a release holds beside them."""
    return dict(of_the_site(release.read(site)))


def asset(site: Path, name: str) -> str:
    """The path in a built site of an asset, by its name in the sources below overrides/: the one with a hash."""
    stem, _, ending = name.rpartition(".")
    [found] = site.glob(f"{stem}.{'[0-9a-f]' * 8}.{ending}")
    return found.relative_to(site).as_posix()


def assert_equal_to_a_clean_build(project: Path, **environment: str) -> None:
    """Builds with what is in the cache, and beside it the same sources without one."""
    clean = project.with_name(f"clean-{len(list(project.parent.iterdir()))}")
    copied_sources(project, clean)
    with_cache, without = mkdocs(project, "build", "-q", **environment), mkdocs(clean, "build", "-q", **environment)
    assert (with_cache.returncode, told(with_cache.stderr)) == (without.returncode, told(without.stderr))
    if without.returncode == 0:
        assert contents(project / "site") == contents(clean / "site")
    shutil.rmtree(clean)


def told(output: str) -> list[str]:
    return [line for line in output.splitlines() if line.startswith(("docs/", "data/", "overrides/", "mkdocs.yml", "site/"))]
