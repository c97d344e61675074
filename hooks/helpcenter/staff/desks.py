"""The ready replies as files that help desks import: one pure function per desk, and what each desk documents.

Every reply has a key, `ID-LANGUAGE` of its article (`2001-en`), which no change of title or slug changes. A desk finds by it what an
earlier import made, so that the next one updates it. A desk that has only an API gets the requests to send, as JSON; whoever sends
them passes what the desk has already (`known`), so that it is updated and not made again.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpcenter.pages.replies import Names, Reply, as_html, as_markdown, as_text
from helpcenter.problems import count

BOM = "\ufeff"  # with it, spreadsheets read a CSV as UTF-8
FOLDER = "Help center"
_FORMULA = re.compile(r"[=+\-@\t\r]")  # at its beginning a spreadsheet takes a cell for a formula: OWASP, CSV Injection
_IN_ENGLISH = {  # as Zendesk names languages in its files
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "vi": "Vietnamese", "zh": "Simplified Chinese",
    "zh-Hant": "Traditional Chinese",
}  # fmt: skip
_KEY = re.compile(r"^\[(\d+-[A-Za-z-]+)\] ")

Known = Sequence[Mapping[str, Any]]  # the objects that the desk has already, as its API lists them


class DeskError(Exception):
    """A reply would not be in the desk what it is here; nothing was exported."""


@dataclass(frozen=True)
class Letter:
    """A reply on its way to a desk, with its key, the desk's placeholders and the name of its language."""

    key: str
    reply: Reply
    names: Names
    language: str

    @property
    def title(self) -> str:
        return self.reply.title

    @property
    def html(self) -> str:
        return as_html(self.reply, self.names)


@dataclass(frozen=True)
class Export:
    """Files by name, and what is to be told about them."""

    files: Mapping[str, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Desk:
    """A help desk.

    customer, agent   its placeholders for the customer's first name and the agent's name; `{somebody}` is what it says without a name
    opens             what begins a placeholder there: a reply that holds it would be filled in
    write             (letters, what the desk has already) → files
    source            the documentation or code by which the file was checked
    by                "importer" where the code that reads the file was read, else "documentation"
    """

    name: str
    customer: str
    agent: str
    opens: tuple[str, ...]
    write: Callable[[Sequence[Letter], Known], Export]
    source: str
    by: str = "documentation"


def export(
    desk: Desk, replies: Iterable[Reply], words: Mapping[str, Mapping[str, str]], languages: Mapping[str, str], known: Known
) -> Export:
    """Return the files of a desk.

    `words` are those of data/replies.yml, `languages` the names by code, `known` what the desk has already. Raises DeskError for a
    reply that the desk would change, naming all of them.
    """
    letters, wrong = [], []
    for reply in replies:
        somebody = words.get("somebody", {}).get(reply.language, "")
        names = Names(desk.customer.replace("{somebody}", somebody), desk.agent)
        letters.append(Letter(f"{reply.id}-{reply.language}", reply, names, languages[reply.language]))
        wrong += [f"{reply.id} ({reply.language}) holds `{mark}`" for mark in desk.opens if mark in reply.text + reply.title]
    if wrong:
        raise DeskError(
            f"{desk.name} would take a part of a reply for a placeholder: {'; '.join(wrong)}. Write it otherwise in the article."
        )
    return desk.write(letters, known)


def replies_as_json(found: Sequence[Reply]) -> str:
    """Format all replies as one JSON list, in the order of the library."""
    fields = ("id", "slug", "category", "language", "title", "link", "text", "markdown")
    rows = [{name: getattr(reply, name) for name in fields} | {"html": as_html(reply)} for reply in found]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


# --- files of tables ----------------------------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Format a CSV of quoted cells. A cell that a spreadsheet would take for a formula begins with an apostrophe, which it hides."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(head)
    writer.writerows([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows)
    return lines.getvalue()


def zammad(letters: Sequence[Letter], known: Known) -> Export:
    """Text modules. A module is found by `name`, which is therefore the key alone; an agent finds it by `keywords`, too.

    Without a byte order mark: the importer would take it for a part of the first column's name.
    """
    rows = [(one.key, f"{one.reply.slug} {one.title}", one.html, one.reply.link, "true") for one in letters]
    return Export({"zammad-text-modules.csv": table(("name", "keywords", "content", "note", "active"), rows)})


def zendesk_dynamic_content(letters: Sequence[Letter], known: Known) -> Export:
    """A file per language with the variants of dynamic content items, whose title is the article's id."""
    by_id: dict[int, list[Letter]] = {}
    for one in letters:
        by_id.setdefault(one.reply.id, []).append(one)
    files = {}
    for language in dict.fromkeys(one.reply.language for one in letters):
        rows = [
            (f"{FOLDER} {number}", _english(group[0]), group[0].html, one.html, "Current")
            for number, group in by_id.items()
            for one in group[1:]
            if one.reply.language == language
        ]
        if rows:
            name = _english(next(one for one in letters if one.reply.language == language))
            head = ("Title", "Default language", "Default text", f"{name} text", "Variant status")
            files[f"zendesk-dynamic-content.{language}.csv"] = table(head, rows)
    return Export(files)


def _english(one: Letter) -> str:
    return _IN_ENGLISH.get(one.reply.language, one.language)


def spreadsheet(letters: Sequence[Letter], known: Known) -> Export:
    """All replies as a table for people, and for desks that are not listed here."""
    rows = [(one.key, one.language, one.reply.category, one.title, one.reply.link, as_text(one.reply), one.html) for one in letters]
    return Export({"replies.csv": BOM + table(("key", "language", "folder", "title", "link", "text", "html"), rows)})


# --- requests to an API -------------------------------------------------------------------------------------------------


def _requests(
    name: str,
    letters: Sequence[Letter],
    ids: Mapping[str, Any],
    create: str,
    update: tuple[str, str] | None,
    body: Callable[[Letter], dict[str, Any]],
) -> Export:
    """Return the requests that make each reply, or change the one with its key. `update` is (method, path of an id), None where a desk
    has no such request: what is there already is then left as it is, and told."""
    found, left = [], 0
    for one in letters:
        if one.key not in ids:
            found.append({"key": one.key, "method": "POST", "path": create, "body": body(one)})
        elif update:
            found.append({"key": one.key, "method": update[0], "path": f"{update[1]}/{ids[one.key]}", "body": body(one)})
        else:
            left += 1
    notes = (f"Left as it is there: {count(left, 'macro')}. This desk documents no request that changes one.",) if left else ()
    return Export({f"{name}.json": _as_json(found)}, notes)


def _as_json(requests: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps(requests, ensure_ascii=False, indent=1) + "\n"


def _titled(one: Letter) -> str:
    """The title with the key before it, for desks whose objects have no other place for a key."""
    return f"[{one.key}] {one.title}"


def _ids(known: Known, place: str) -> dict[str, Any]:
    """Return key → id of what a desk has, by the titles in this field."""
    named = ((_KEY.match(str(item.get(place, ""))), item.get("id")) for item in known)
    return {key[1]: number for key, number in named if key}


def zendesk(letters: Sequence[Letter], known: Known) -> Export:
    """Macros that write the reply into the ticket; `::` in a title makes the folders, `description` holds the key."""

    def body(one: Letter) -> dict[str, Any]:
        return {
            "macro": {
                "title": f"{FOLDER}::{one.language}::{one.title.replace('::', ':')}",
                "description": f"{FOLDER} {one.key}",
                "active": True,
                "actions": [{"field": "comment_value_html", "value": one.html}],
            }
        }

    ids = {str(item.get("description", "")).removeprefix(f"{FOLDER} "): item.get("id") for item in known}
    return _requests("zendesk-macros", letters, ids, "/api/v2/macros", ("PUT", "/api/v2/macros"), body)


def freshdesk(letters: Sequence[Letter], known: Known) -> Export:
    """Canned responses, in a folder per language. A folder that the desk has not yet is made first; its replies follow at the next run."""
    folders = {str(item["name"]): item.get("id") for item in known if "name" in item and "title" not in item}
    missing = [name for name in dict.fromkeys(_folder(one) for one in letters) if name not in folders]
    if missing:
        rows = [{"key": name, "method": "POST", "path": "/api/v2/canned_response_folders", "body": {"name": name}} for name in missing]
        note = "Only the folders are made now: send this, list the folders, and run again with --known."
        return Export({"freshdesk-folders.json": _as_json(rows)}, (note,))

    def body(one: Letter) -> dict[str, Any]:
        return {"title": _titled(one), "content_html": one.html, "folder_id": folders[_folder(one)], "visibility": 0}

    place = "/api/v2/canned_responses"
    return _requests("freshdesk-canned-responses", letters, _ids(known, "title"), place, ("PUT", place), body)


def _folder(one: Letter) -> str:
    return f"{FOLDER} ({one.language})"


def intercom(letters: Sequence[Letter], known: Known) -> Export:
    """Macros, whose name has at most 140 characters and whose body at most 20,480 bytes."""
    if long := [one.key for one in letters if len(one.html.encode()) > 20_480]:
        raise DeskError(f"Intercom takes 20,480 bytes; longer: {', '.join(long)}. Shorten the article's `reply` or steps.")

    def body(one: Letter) -> dict[str, Any]:
        return {"name": _titled(one)[:140], "body": one.html, "visible_to": "everyone"}

    return _requests("intercom-macros", letters, _ids(known, "name"), "/macros", None, body)


def chatwoot(letters: Sequence[Letter], known: Known) -> Export:
    """Canned responses in Markdown, found by their short code; paths are below `/api/v1/accounts/ID`."""

    def body(one: Letter) -> dict[str, Any]:
        return {"short_code": one.key, "content": as_markdown(one.reply, one.names)}

    ids = {str(item.get("short_code")): item.get("id") for item in known}
    return _requests("chatwoot-canned-responses", letters, ids, "/canned_responses", ("PATCH", "/canned_responses"), body)


def help_scout(letters: Sequence[Letter], known: Known) -> Export:
    """Saved replies with a text for e-mail and one for chat; paths are below `/v2/mailboxes/ID`."""

    def body(one: Letter) -> dict[str, Any]:
        return {"name": _titled(one), "text": one.html, "chatText": as_text(one.reply, one.names)}

    return _requests("help-scout-saved-replies", letters, _ids(known, "name"), "/saved-replies", ("PUT", "/saved-replies"), body)


DESKS: Mapping[str, Desk] = {
    "zendesk": Desk(
        "Zendesk macros",
        "{{ticket.requester.first_name}}",
        "{{current_user.first_name}}",
        ("{{", "{%"),
        zendesk,
        "https://developer.zendesk.com/api-reference/ticketing/business-rules/macros/",
    ),
    "zendesk-dynamic-content": Desk(
        "Zendesk dynamic content",
        "{{ticket.requester.first_name}}",
        "{{current_user.first_name}}",
        ("{{", "{%"),
        zendesk_dynamic_content,
        "https://support.phrase.com/hc/en-us/articles/6111343365148",
    ),
    "freshdesk": Desk(
        "Freshdesk canned responses",
        "{{ticket.requester.firstname}}",
        "{{ticket.agent.name}}",
        ("{{", "{%"),
        freshdesk,
        "https://developers.freshdesk.com/api/#canned-responses",
    ),
    "intercom": Desk(
        "Intercom macros",
        '<attribute key="first_name" default="{somebody}"/>',
        "",
        ("{{",),
        intercom,
        "https://developers.intercom.com/docs/references/preview/rest-api/api.intercom.io/macros/createmacro",
    ),
    "chatwoot": Desk(
        "Chatwoot canned responses",
        "{{contact.first_name}}",
        "{{agent.name}}",
        ("{{", "{%"),
        chatwoot,
        "chatwoot/chatwoot: app/models/canned_response.rb, canned_responses_controller.rb, liquidable.rb, contact_drop.rb, base_drop.rb",
        "importer",
    ),
    "help-scout": Desk(
        "Help Scout saved replies",
        "{%customer.firstName,fallback={somebody}%}",
        "{%user.firstName%}",
        ("{%",),
        help_scout,
        "https://developer.helpscout.com/mailbox-api/endpoints/mailboxes/saved_Replies/saved-replies-create",
    ),
    "zammad": Desk(
        "Zammad text modules",
        "#{ticket.customer.firstname}",
        "#{user.firstname}",
        ("#{", "~~~"),
        zammad,
        "zammad/zammad: app/models/concerns/can_csv_import.rb, application_model/can_lookup.rb, text_module.rb, text_modules_controller.rb",
        "importer",
    ),
    "spreadsheet": Desk("A table", "", "", (), spreadsheet, "OWASP, CSV Injection"),
}
