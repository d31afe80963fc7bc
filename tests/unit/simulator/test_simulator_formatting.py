"""Telegram's HTML, its entities and its complaints."""

import pytest

from simulator.formatting import parse_html, units
from simulator.refusals import BadRequest
from simulator.texts import read_caption, read_text


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **more}


def test_it_turns_tags_into_entities() -> None:
    read = parse_html("<b>Tercatat</b> untuk <i>Selasa</i>")
    assert read.text == "Tercatat untuk Selasa"
    assert read.entities == [entity("bold", 0, 8), entity("italic", 15, 6)]


def test_it_nests_tags_with_the_outer_one_first() -> None:
    read = parse_html("<b>a <u>b</u></b>")
    assert read.entities == [entity("bold", 0, 3), entity("underline", 2, 1)]


def test_offsets_count_utf_16_units() -> None:
    read = parse_html("📊 <b>Pekan 📈</b>")
    assert read.entities == [entity("bold", 3, 8)]
    assert units("📊 Pekan 📈") == 11


def test_a_link_keeps_its_address() -> None:
    read = parse_html('<a href="https://contoh.id/?a=1&amp;b=2">buka</a>')
    assert read.entities == [entity("text_link", 0, 4, url="https://contoh.id/?a=1&b=2")]


def test_an_expandable_quote_and_a_spoiler_are_known() -> None:
    read = parse_html('<blockquote expandable>a</blockquote><span class="tg-spoiler">b</span>')
    assert [found["type"] for found in read.entities] == ["expandable_blockquote", "spoiler"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Bu & Pak", "Bu & Pak"),
        ("1 &lt; 2 &gt; 0 &amp; &quot;x&quot;", '1 < 2 > 0 & "x"'),
        ("&#128200; &#x1F4C8;", "📈 📈"),
        ("a&nbsp;b &apos;", "a&nbsp;b &apos;"),
        ("&#0; &#xD800;", "&#0; &#xD800;"),
    ],
)
def test_it_decodes_what_telegram_decodes(source: str, shown: str) -> None:
    assert parse_html(source).text == shown


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("3 < 5", 'Unsupported start tag "" at byte offset 2'),
        ("é <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_it_refuses_html_in_telegrams_words(source: str, complaint: str) -> None:
    with pytest.raises(BadRequest) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_lengths_count_after_parsing() -> None:
    assert len(read_text("<b>" + "a" * 4096 + "</b>", "HTML").text) == 4096
    assert read_text("&amp;" * 4096, "HTML").text == "&" * 4096


@pytest.mark.parametrize("text", ["a" * 4097, "📈" * 2049])
def test_a_text_may_be_too_long(text: str) -> None:
    with pytest.raises(BadRequest, match="message is too long"):
        read_text(text, None)


@pytest.mark.parametrize("text", ["", "  \n ", None, "<b> </b>"])
def test_a_text_may_be_empty(text: str | None) -> None:
    with pytest.raises(BadRequest, match="message text is empty"):
        read_text(text, "HTML")


def test_a_caption_may_be_too_long_and_may_be_empty() -> None:
    assert read_caption("", None).text == ""
    with pytest.raises(BadRequest, match="message caption is too long"):
        read_caption("a" * 1025, None)


def test_surrounding_space_goes_and_entities_follow() -> None:
    read = read_text("\n <b> Halo</b> \n", "HTML")
    assert (read.text, read.entities) == ("Halo", [entity("bold", 0, 4)])


def test_commands_links_and_names_are_found() -> None:
    read = read_text("/lapor@perpusbot 📈 lihat https://a.id/x @budi_1 #baca a@b.id", None)
    assert [found["type"] for found in read.entities] == ["bot_command", "url", "mention", "hashtag", "email"]
    assert read.entities[1] == entity("url", 26, 14)


@pytest.mark.parametrize("text", ["7L/9P", "10/13", "http:/x/y", "L/P 3"])
def test_a_slash_alone_makes_no_command(text: str) -> None:
    assert all(found["type"] != "bot_command" for found in read_text(text, None).entities)


def test_nothing_is_found_inside_code() -> None:
    assert read_text("<code>/start</code>", "HTML").entities == [entity("code", 0, 6)]


def test_another_parse_mode_is_refused() -> None:
    with pytest.raises(BadRequest, match="HTML"):
        read_text("*x*", "MarkdownV2")
