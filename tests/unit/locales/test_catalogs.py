"""Every sentence is in the catalogs, translated, with the same placeholders; and nothing else is."""

import ast
import string
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from locales import LANGUAGES
from locales.texts import catalog

ROOT = Path(__file__).parents[3]
SENTENCES_OF = {"say": 1, "label": 1, "message": 1, "count": 2}
"""The functions that take a sentence, and how many forms of it. The same are named in the Makefile (`make texts`)."""


def sentences_in(source: str) -> Iterator[str]:
    """The first form of every sentence in a module.

    Reads the syntax tree: `pybabel extract` loses a sentence with an argument that is itself called like a keyword.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in SENTENCES_OF and isinstance(node.args[0].value, str):
                yield node.args[0].value


def said() -> set[str]:
    """All sentences of the program."""
    packages = ("handlers", "replies", "reports", "scheduler")
    modules = (path for package in packages for path in (ROOT / package).glob("**/*.py"))
    return {sentence for module in modules for sentence in sentences_in(module.read_text(encoding="utf-8"))}


def messages(texts: Catalog) -> list[Message]:
    return [message for message in texts if message.id]


def singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.fixture(params=LANGUAGES)
def texts(request: pytest.FixtureRequest) -> Catalog:
    return catalog(request.param)


def test_no_sentence_is_missing_and_none_is_unused(texts: Catalog) -> None:
    assert {singular(message) for message in messages(texts)} == said()


def test_the_template_is_up_to_date() -> None:
    with (files("locales") / "messages.pot").open("rb") as template:
        assert {singular(message) for message in messages(read_po(template))} == said()


def test_every_sentence_is_translated(texts: Catalog) -> None:
    untranslated = [singular(message) for message in messages(texts) if not all(forms(message)) or message.fuzzy]
    assert untranslated == []


def test_translations_have_the_placeholders_of_their_sentence(texts: Catalog) -> None:
    different = [
        (singular(message), form)
        for message in messages(texts)
        for form in forms(message)
        if placeholders(form) != placeholders(singular(message))
    ]
    assert different == []


def test_plurals_have_as_many_forms_as_the_language(texts: Catalog) -> None:
    wrong = [
        message.id for message in messages(texts) if message.pluralizable and len(forms(message)) != texts.num_plurals
    ]
    assert wrong == []
    assert texts.num_plurals == {"id": 1, "en": 2}[str(texts.locale)]


def test_markup_in_sentences_is_what_telegram_takes(texts: Catalog) -> None:
    assert [form for message in messages(texts) for form in forms(message) if "<" in form or "&" in form] == []


def test_nobody_is_called_kamu() -> None:
    words = {
        word.strip(".,:;!?()").lower()
        for message in messages(catalog("id"))
        for form in forms(message)
        for word in form.split()
    }
    assert words.isdisjoint({"kamu", "kau", "engkau", "lu", "anda-anda"})


def test_at_most_one_emoji_a_line(texts: Catalog) -> None:
    def emoji(line: str) -> int:
        return sum(ord(sign) > 0x2600 and sign != "\ufe0f" for sign in line)

    lines = [line for message in messages(texts) for form in forms(message) for line in form.splitlines()]
    examples = ("✏️", "↩️", "🖼️")  # a line of help may name a button by its face
    assert [line for line in lines if emoji(line) > 1 and not any(face in line for face in examples)] == []


def test_a_sentence_is_found_though_an_argument_is_called_like_a_keyword() -> None:
    assert list(sentences_in('texts.say("A {n}", n=texts.number(count.total))')) == ["A {n}"]
