"""What is said around books and names none: prices, where they came from, thanks, "sudah masuk rak"."""

from language.tokens import Kind, Token
from language.vocabulary import wordset

_ACQUIRED = ("purchase", "donation", "new_books")
_REMARK = (
    "receive", "held", "polite", "thanks", "greeting", "again", "price", "library", "donation", "purchase", "new_books",
    "new", "today", "yesterday", "open", "nobody", "add", "add_books",
)  # fmt: skip
_SMALL_TALK = ("furniture", "person", "book", "vague", "polite", "copies", "titles", "numbered", "measure")
_SMALL_WORDS = wordset("aside_words")
_GIVERS = wordset("givers")
_CONTAINERS = wordset("containers")
_LABELS = wordset("report_labels")
_VOLUMES = frozenset({"jilid", "halaman", "hlm", "hal"})
_CLOSERS = frozenset({",", ";", "(", ")", "|", ":", '"', "@"})


def money_end(tokens: list[Token], i: int) -> int:
    """Behind a price that begins at `i`; 0 if none does."""
    token = tokens[i]
    if token.text == "@" and i + 1 < len(tokens) and _is_money(tokens, i + 1):
        return money_end(tokens, i + 1)
    if token.word == "total" and i + 1 < len(tokens) and money_end(tokens, i + 1):
        return money_end(tokens, i + 1)
    if token.has("money_before", "price") and (token.text.islower() or token.has("money_before")):
        figure = next((j for j in range(i + 1, min(i + 4, len(tokens))) if _is_figure(tokens[j])), None)
        return _behind_money(tokens, figure) if figure is not None else 0
    return _behind_money(tokens, i) if _is_money(tokens, i) else 0


def _is_figure(token: Token) -> bool:
    return token.kind in (Kind.MEASURE, Kind.NUMBER)


def _is_money(tokens: list[Token], i: int) -> bool:
    if not _is_figure(tokens[i]):
        return False
    if tokens[i].parts and tokens[i].parts[-1].word in {"rb", "ribu", "juta", "jt"}:
        return tokens[i].kind is Kind.MEASURE
    before = tokens[i - 1] if i else None
    priced = before is not None and before.text == "@" and tokens[i].shape == "thousands"
    return priced or (i + 1 < len(tokens) and tokens[i + 1].has("money_after"))


def _behind_money(tokens: list[Token], i: int) -> int:
    i += 1
    while i < len(tokens) and (
        tokens[i].has("money_after") or (tokens[i].text == "-" and tokens[i].end == len(tokens))
    ):
        i += 1
    if i + 1 < len(tokens) and tokens[i].word in {"/", "per"}:
        i += 2
    return i


def aside_end(tokens: list[Token], i: int, cased: bool, inside: bool, open_words: bool) -> int:
    """Behind the words from `i` on that tell how the books came (dibeli di Gramedia, dari Pak RT); 0 if none do."""
    token = tokens[i]
    if token.word in _LABELS and i + 1 < len(tokens) and tokens[i + 1].text == ":":
        return next((j for j in range(i, len(tokens)) if tokens[j].kind is Kind.LINE), len(tokens))
    if _counts_volumes(tokens, i) and inside:
        return i + 2
    if not _opens_aside(tokens, i, cased, inside, open_words):
        return 0
    i += 1 + (token.word == "dari")
    while i < len(tokens) and not _ends_aside(tokens, i):
        i += 1
    return i if token.kind is Kind.WORD else 0


def _counts_volumes(tokens: list[Token], i: int) -> bool:
    """2 jilid, 120 halaman: neither copies nor part of a title"""
    token, after = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
    return _is_figure(token) and after is not None and after.text.islower() and after.word in _VOLUMES


def _opens_aside(tokens: list[Token], i: int, cased: bool, inside: bool, open_words: bool) -> bool:
    token, after = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
    if token.kind is not Kind.WORD:
        return False
    given = token.word == "buku" and after is not None and after.has("donation", "purchase")
    if inside and (token.has("new_books") or given):
        return True
    if cased and not token.text[:1].islower():
        return False
    if token.word == "dari":
        return after is not None and _is_giver(tokens, i, not open_words) and inside
    if not inside:
        return False
    if token.has(*_ACQUIRED):
        return cased or after is None or not token.has("receive")
    if token.has("receive", "add") and cased:
        return True
    came = after is not None and (
        after.has("receive", "purchase") or after.word in {"kami", "datang", "koleksi", "beli"}
    )
    came = came or (after is not None and token.word == "baru" and after.word == "saja")
    came = came or (after is not None and after.has("new_books"))
    return came and (token.word in {"baru", "sudah", "jadi", "telah", "kami", "masuk"})


def _is_giver(tokens: list[Token], i: int, behind_copies: bool) -> bool:
    """dari Pak RT, dari dinas, and whatever stands behind the copies"""
    before, after = tokens[i - 1] if i else None, tokens[i + 1]
    if behind_copies or (before is not None and before.text == ")"):
        return True
    short = after.text.isupper() and len(after.text) > 1 and not tokens[i - 1].text.isupper()
    return short or after.word in _GIVERS or after.text.lower() in _GIVERS


def _ends_aside(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if token.kind is Kind.LINE or token.shape == "pause" or token.text in _CLOSERS:
        return True
    counted = i + 1 >= len(tokens) or tokens[i + 1].has("copies", "eks") or tokens[i + 1].shape == "pause"
    return (token.kind is Kind.NUMBER and counted) or token.has("author_by", "field_isbn") or _is_price(tokens, i)


def _is_price(tokens: list[Token], i: int) -> bool:
    return tokens[i].has("money_before", "price") and any(_is_figure(token) for token in tokens[i + 1 : i + 3])


def is_aside(tokens: list[Token], cased: bool) -> bool:
    """Words between two marks that name no book: "kemarin datangnya", "2 rak", "Terima kasih", "mantap"."""
    words = [token for token in tokens if token.kind is not Kind.MARK]
    if not words or all(_says_thanks(token) for token in words) or (words[0].has("thanks") and len(words) < 4):
        return True
    if (words[0].word == "rp" or words[0].has("money_before")) and any(_is_figure(token) for token in words[1:3]):
        return True  # Rp 98.000
    if words[0].word == "untuk" and words[0].text.islower():
        return True  # utk pojok anak: what they are for
    if words[0].has("nobody") and len(words) < 4:
        return True
    if words[0].kind in (Kind.MEASURE, Kind.NUMBER) and not any(_is_unit(token) for token in words[1:]):
        return False
    small = not any(token.text[:1].isupper() for token in words[1:])
    if not small:
        return False
    if words[-1].has("nobody") or any(token.has("purchase", "donation", "field_source") for token in words[:2]):
        return len(words) > 1 or words[0].text.islower() or not cased
    if cased and len(words) > 1 and all(token.text.islower() for token in words if token.kind is Kind.WORD):
        return True
    return all(_is_small(token) for token in words)


def _is_unit(token: Token) -> bool:
    return token.word in _CONTAINERS or token.has("person", "furniture")


def _says_thanks(token: Token) -> bool:
    return token.has("polite", "thanks", "greeting") and token.word != "pagi"


def _is_small(token: Token) -> bool:
    if token.kind in (Kind.MEASURE, Kind.DAY, Kind.NUMBER) or token.word in _CONTAINERS:
        return True
    return token.text.islower() and (token.word in _SMALL_WORDS or token.has(*_REMARK, *_SMALL_TALK))
