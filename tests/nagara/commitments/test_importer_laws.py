"""Laws of the importer, for any text: no character is lost, nothing is invented, no key is given twice or changes."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.commitments.clauses import Block, ClauseKind, Place, Role
from nagara.commitments.importer.blocks import characters_amiss, check_tiles
from nagara.commitments.importer.confirm import (
    confirm_all,
    confirm_clause,
    join_parts,
    set_kind,
    set_part_place,
    split_part,
)
from nagara.commitments.importer.propose import propose
from nagara.errors import LawBrokenError, QuantityError, UnknownCodeError

PIECES = (
    *(
        "We ",
        "the mayors ",
        "commit to ",
        "call upon ",
        "national governments ",
        "to ",
        "reduce waste",
        "and report ",
        "by 2030",
    ),
    *(
        " by sorting it, burning less and ",
        "reaffirm ",
        "the Tarn Declaration (2024) ",
        "within two years",
        "recognising ",
        "; ",
        ". ",
    ),
    *(
        ":\n",
        "\n\n",
        "\n",
        "1. ",
        "(a) ",
        "(i) ",
        "- ",
        "**",
        "## ",
        "| a | b |\n",
        "Article 3\n",
        "\f",
        "Điều 2. ",
        "๑. ",
        "โดย",
        "ลดขยะ ",
    ),
    *(
        "including ",
        "through ",
        "of ",
        "Adopted in Tarn on 3 May 2031",
        "[^1]: note",
        "“",
        ")",
        "(",
        "\r\n",
        "\u2028",
        "\x85",
        "\u00a0",
    ),
)
texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@given(texts, st.sampled_from([None, "en", "vi", "th", "id", "lo"]), st.sampled_from([None, True, False]))
def test_any_text_is_read_and_nothing_of_it_is_lost(text, language, is_reported):
    document = propose(text, language=language, is_reported=is_reported)
    assert document.text == text
    assert characters_amiss(text, document.blocks) == 0
    assert "".join(block.place.of(text) for block in document.blocks) == text
    keys = [clause.key for clause in document.clauses]
    assert len(set(keys)) == len(keys)


@given(texts)
def test_everything_proposed_stands_in_its_clause(text):
    document = propose(text)
    parents = {clause.key for clause in document.clauses}
    for clause in document.clauses:
        inside = [*clause.parts, *clause.mentions, *clause.deadlines]
        assert all(clause.place.start <= each.place.start < each.place.stop <= clause.place.stop for each in inside)
        assert all(each.words == each.place.of(text) for each in (*clause.mentions, *clause.deadlines))
        assert all(0 <= shared.start < shared.stop <= len(text) for part in clause.parts for shared in part.shared)
        assert len({part.key for part in clause.parts}) == len(clause.parts)
        assert all(name in text for name in clause.addressees)
        assert clause.parent in parents | {""}
        assert 0 <= clause.confidence_frac <= 1
        assert not clause.is_confirmed


@given(texts, st.sampled_from(PIECES))
def test_what_is_appended_changes_no_key_before_it(text, more):
    before = propose(text, language="en", is_reported=False)
    after = propose(f"{text.rstrip()}\n\nWe add {more} at the end.", language="en", is_reported=False)
    kept = [clause.key for clause in before.clauses]
    assert [clause.key for clause in after.clauses][: len(kept)] == kept


SENTENCES = (
    "We commit to plant trees by 2030.",
    "Each member city shall appoint a night officer within two years.",
    "*Recalling* the Tarn Declaration, in which our cities promised clean rivers,",
    "*Alarmed* that the sea before our harbours rises year by year,",
    "7. *Commit* to:",
    "(b) open cooling rooms in every district;",
    "We call upon national governments to fund small towns and to share revenue",
    "The ground under our cities sinks, and the rivers behind them run dry.",
    "It was agreed that towns would share their buses at no cost.",
    "Article 3 Cities shall plant trees along every road",
    "WHEREAS the lakes have lost a third of their fish; and",
    "ข้อ ๒ เราจะลดการเผาในที่โล่งลงร้อยละห้าสิบภายในปี ๒๕๗๓",
    "Chúng tôi cam kết trồng cây dọc mọi con đường",
)
FRAMES = (
    "",
    "# The Tarn Call\n\n*Adopted in Tarn on 3 May 2031*",
    "THE TARN PLEDGE\nForum of River Towns",
    "We commit to:\n\n1. plant trees;\n\n   a. by the river;",
    "Article 1 - Purpose\n\n1.1 Cities shall meet.",
    "We agree to meet.\n\nDone at Tarn on 3 May 2031.\n\nAda Quill\nMayor of Tarn",
    "SIGNATORIES\nTarn * Osk * Brindle",
    "| No. | Action | Who |\n|---|---|---|\n| 1 | Plant trees | Tarn |",
)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("before", FRAMES)
def test_a_sentence_is_lost_nowhere(before, sentence):
    text = f"{before}\n\n{sentence}\n\n2. We report every year."
    at = text.index(sentence) + len(sentence) // 2
    found = [clause for clause in propose(text).clauses if clause.place.start <= at < clause.place.stop]
    assert len(found) == 1


@given(texts, st.sampled_from(SENTENCES), texts)
def test_a_sentence_is_lost_in_no_text(before, sentence, after):
    text = f"{before}\n\n{sentence}\n\n{after}"
    at = len(before) + 2 + len(sentence) // 2
    found = [
        clause for clause in propose(text, is_reported=False).clauses if clause.place.start <= at < clause.place.stop
    ]
    assert len(found) == 1


def test_a_gap_between_blocks_is_a_fault():
    with pytest.raises(LawBrokenError):
        check_tiles("We agree", [Block(role=Role.OPERATIVE, place=Place(start=0, stop=2))])


@pytest.mark.parametrize(
    "text",
    [
        "*" * 20_000,
        "a" * 20_000,
        "We, " * 5_000,
        "(" * 20_000,
        "1. " * 6_000,
        "to and by " * 2_000,
        "by " * 6_000,
        "The A of B for the C " * 1_000,
        "Declaration of " * 1_000,
        " " * 20_000 + "x",
        "- " * 10_000,
        "ลด" * 6_000,
        "within the next " * 1_000,
        "reduce waste, " * 1_000,
        "|" * 20_000,
        "a\n" * 6_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_long_repeats_take_no_longer_than_long_texts(text):
    began = process_time()
    assert characters_amiss(text, propose(text).blocks) == 0
    assert process_time() - began < 3


def test_a_hundred_pages_are_read_in_seconds():
    page = (
        "{0}. Commit to reduce waste by sorting it, composting it and reporting it by 2030;\n\n"
        "We call upon national governments to fund small towns and to share revenue with them.\n\n"
    )
    text = "".join(page.format(number) for number in range(1, 1200))
    began = process_time()
    document = propose(text)
    assert len(text) > 180_000
    assert len(document.clauses) > 2000
    assert process_time() - began < 8


@pytest.fixture
def document():
    return propose(
        "We commit to:\n\n1. Cut waste by sorting it, composting it and burning none.\n\n2. Welcome the report."
    )


def test_a_person_confirms_a_clause(document):
    confirmed = confirm_clause(document, "1")
    assert [clause.is_confirmed for clause in confirmed.clauses] == [False, True, False]
    assert confirmed.clauses[1].confidence_frac == 1
    assert all(clause.is_confirmed for clause in confirm_all(document).clauses)


def test_a_person_says_what_a_clause_does(document):
    changed = set_kind(document, "2", ClauseKind.COMMITMENT, is_wish=True).clauses[2]
    assert (changed.kind, changed.is_wish, changed.is_confirmed) == (ClauseKind.COMMITMENT, True, True)
    assert not set_kind(document, "2", ClauseKind.FACT, is_wish=True).clauses[2].is_wish


def test_parts_are_cut_and_joined_and_no_letter_is_given_twice(document):
    text = document.text
    assert [part.key for part in document.clauses[1].parts] == ["a", "b", "c"]
    joined = join_parts(document, "1", "a", "b")
    assert [part.key for part in joined.clauses[1].parts] == ["a", "c"]
    assert joined.clauses[1].parts[0].place.of(text) == "sorting it, composting it"
    cut = split_part(joined, "1", "a", text.index("composting")).clauses[1]
    assert [(part.key, part.place.of(text)) for part in cut.parts] == [
        ("a", "sorting it"),
        ("d", "composting it"),
        ("c", "burning none"),
    ]


def test_a_person_says_which_words_a_part_is(document):
    text = document.text
    place = Place(start=text.index("Cut"), stop=text.index(" by sorting"))
    changed = set_part_place(document, "1", "a", place, shared=()).clauses[1].parts[0]
    assert changed.place.of(text) == "Cut waste"


def test_what_is_not_there_cannot_be_corrected(document):
    with pytest.raises(UnknownCodeError, match="'9'"):
        confirm_clause(document, "9")
    with pytest.raises(UnknownCodeError, match="'z'"):
        join_parts(document, "1", "a", "z")
    with pytest.raises(QuantityError, match="nothing on one side"):
        split_part(document, "1", "a", 0)
    with pytest.raises(QuantityError, match="outside its clause"):
        set_part_place(document, "1", "a", Place(start=0, stop=3))


@given(texts, st.data())
def test_corrections_keep_every_key(text, data):
    document = propose(text)
    clauses = [clause for clause in document.clauses if len(clause.parts) > 1]
    if not clauses:
        return
    clause = data.draw(st.sampled_from(clauses))
    first, second = clause.parts[0].key, clause.parts[-1].key
    changed = confirm_all(join_parts(set_kind(document, clause.key, ClauseKind.REQUEST), clause.key, first, second))
    assert [each.key for each in changed.clauses] == [each.key for each in document.clauses]
    assert changed.text == text
