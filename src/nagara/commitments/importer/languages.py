"""Which language a stretch of text is in, as far as its script and its small words say."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["language_of"]

_SCRIPTS = {
    "th": ("\u0e00", "\u0e7f"),
    "lo": ("\u0e80", "\u0eff"),
    "my": ("\u1000", "\u109f"),
    "km": ("\u1780", "\u17ff"),
}
_VIETNAMESE = frozenset("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
_SMALL_WORDS = {
    "en": frozenset(("the", "and", "of", "to", "in", "for", "we", "our", "by", "with", "on", "that", "this", "will")),
    "id": frozenset(
        (
            "dan",
            "yang",
            "untuk",
            "dengan",
            "kami",
            "dari",
            "pada",
            "dalam",
            "kota",
            "akan",
            "ini",
            "serta",
            "kepada",
            "agar",
            "para",
            "di",
            "oleh",
            "tidak",
            "bahwa",
            "tahun",
            "tanggal",
            "setiap",
        )
    ),
    "ms": frozenset(
        (
            "dan",
            "yang",
            "untuk",
            "dengan",
            "kami",
            "daripada",
            "pada",
            "dalam",
            "bandar",
            "akan",
            "ini",
            "kerajaan",
            "bagi",
            "iaitu",
            "semula",
        )
    ),
    "fil": frozenset(
        (
            *("ang", "mga", "ng", "sa", "na", "ay", "kami", "aming", "namin", "para", "bawat", "nang", "mula", "tayo"),
            *("lungsod", "taon", "upang", "isang", "hindi", "natin", "ating", "kung", "dahil", "kay", "nito", "bayan"),
        )
    ),
    "vi": frozenset(("và", "của", "các", "chúng", "tôi", "cho", "trong", "về", "với", "thành", "phố", "này")),
}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_LETTERS = 4
_ENOUGH_WORDS = 2
_LOOKED_AT = 6000


def language_of(text: str, default: str = "en") -> str:
    """BCP 47 tag of the language that a text most likely is in; the default where nothing tells.

    Examples
    --------
    >>> language_of("We will report every year to the forum."), language_of("เราจะรายงานทุกปี"), language_of("2030")
    ('en', 'th', 'en')
    """
    head = unicodedata.normalize("NFC", text[:_LOOKED_AT]).lower()
    is_plain = head.isascii()
    if not is_plain and (script := _script_of(head)):
        return script
    words = _WORD.findall(head)
    scores = {tag: sum(word in small for word in words) for tag, small in _SMALL_WORDS.items()}
    scores["vi"] += 0 if is_plain else sum(any(each in _VIETNAMESE for each in word) for word in words)
    best = max(scores, key=lambda tag: (scores[tag], tag == default, tag == "en"))
    return best if scores[best] >= _ENOUGH_WORDS and scores[best] > scores.get(default, 0) else default


def _script_of(head: str) -> str:
    """The language whose script alone tells it; empty if most letters are Latin."""
    letters = sum(each.isalpha() for each in head)
    counts = {tag: sum(low <= each <= high for each in head) for tag, (low, high) in _SCRIPTS.items()}
    script = max(counts, key=lambda tag: counts[tag])
    return script if counts[script] >= _ENOUGH_LETTERS and counts[script] * 3 > letters else ""
