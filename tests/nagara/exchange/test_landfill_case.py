"""A landfill case is read whole, or refused with the path of what is wrong."""

import json
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.emissions.landfill_case import work_out
from nagara.errors import UnreadableFileError
from nagara.exchange.landfill_case import CASE_KEYS, SITE_KEYS, read_landfill_case
from nagara.exchange.landfill_result import landfill_result_json

FRACTIONS = "food, garden, wood, paper, textiles, nappies, plastics, metal, glass, rubber, other"
KINDS = (
    "managed-anaerobic, managed-semi-aerobic, managed-semi-aerobic-poor, managed-aerated, managed-aerated-poor, "
    "unmanaged-deep, unmanaged-shallow, uncategorised"
)
CASE = {
    "years": [2000, 2001, 2002, 2003],
    "gwp": "AR5",
    "edition": "2019",
    "climate": "tropical-wet",
    "sites": [
        {
            "name": "Old dump",
            "opening": 2000,
            "closing": 2001,
            "kind": "unmanaged-deep",
            "oxidation_frac": 0,
            "recovery_frac_by_year": [0, 0, 0, 0],
            "deposits_t_wet_by_year": {"food": [10, 10, 0, 0]},
        },
        {
            "name": "Landfill",
            "opening": 2002,
            "closing": None,
            "mcf_by_year": [1, 1, 1, 1],
            "oxidation_frac": [0, 0, 0.1, 0.1],
            "recovery_frac_by_year": [0, 0, 0, 0.2],
            "deposits_t_wet_by_year": {"food": [0, 0, 10, 10], "paper": [0, 0, 1, 1]},
        },
    ],
}
DELETED = object()


def changed(path, value):
    """The case with another value at a path such as ``("sites", 1, "name")``."""
    case = deepcopy(CASE)
    at = case
    for step in path[:-1]:
        at = at[step]
    if value is DELETED:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return case


@pytest.fixture
def read(tmp_path):
    def from_data(data):
        path = tmp_path / "case.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
        return read_landfill_case(path)

    return from_data


BROKEN = [
    (("years",), DELETED, "years is missing. Give the values in square brackets."),
    (("years",), [], "years is an empty list. Give one value at least."),
    (("years", 2), 2003, "years[2] is 2003, but 2002 follows 2001. Give every year once, in order."),
    (("years", 1), 2000, "years[1] is 2000, but 2001 follows 2000. Give every year once, in order."),
    (
        ("years", 0),
        "2000",
        'years[0] is the text "2000", not a whole number. Write it without decimal point and without quotes.',
    ),
    (
        ("years", 0),
        2000.5,
        "years[0] is 2000.5, not a whole number. Write it without decimal point and without quotes.",
    ),
    (("years", 3), 20003, "years[3] is 20003, outside 1800 to 2300. Correct it."),
    (("gwp",), "SAR", 'gwp is "SAR", which is not known. Use one of: AR4, AR5, AR6.'),
    (("gwp",), DELETED, "gwp is missing. Give it as text in quotes."),
    (("gwp",), 28, "gwp is 28, not a name. Give it as text in quotes."),
    (("edition",), "1996", 'edition is "1996", which is not known. Use one of: 2006, 2019.'),
    (("edition",), True, "edition is true, not a name. Give it as text in quotes."),
    (
        ("climate",),
        "tropics",
        'climate is "tropics", which is not known. '
        "Use one of: temperate-dry, temperate-wet, tropical-dry, tropical-wet.",
    ),
    (("sites",), {}, "sites is an object, not a list. Give the values in square brackets."),
    (("sites",), [], "sites is an empty list. Give one value at least."),
    (("sites", 0), None, "sites[0] is missing. Give names with their values in braces."),
    (("sites", 1, "name"), "Old dump", 'sites[1].name is "Old dump" again, as sites[0]. Give each site its own name.'),
    (("sites", 1, "name"), "  ", 'sites[1].name is the text "  ", not a name. Give it as text in quotes.'),
    (
        ("sites", 1, "name"),
        "Landfill\x1b[31m",
        "sites[1].name holds a line break or another control character. Write it on one line.",
    ),
    (
        ("sites", 0, "opening"),
        None,
        "sites[0].opening is missing. Write it without decimal point and without quotes.",
    ),
    (
        ("sites", 0, "closing"),
        1999,
        "sites[0].closing is 1999, before the opening in 2000. Correct one of the two years.",
    ),
    (
        ("sites", 0, "kind"),
        "bioreactor",
        f'sites[0].kind is "bioreactor", which is not known. Use one of: {KINDS}.',
    ),
    (
        ("sites", 0, "kind"),
        DELETED,
        f"sites[0] has neither mcf_by_year nor kind. Give a factor for each year, or a kind: {KINDS}.",
    ),
    (
        ("sites", 0, "kind"),
        ["unmanaged-deep"],
        "sites[0].kind has 1 values for 4 years. Give one for each year from 2000 to 2003.",
    ),
    (
        ("sites", 1, "mcf_by_year"),
        [1, 1, 1],
        "sites[1].mcf_by_year has 3 values for 4 years. Give one for each year from 2000 to 2003.",
    ),
    (
        ("sites", 1, "mcf_by_year", 3),
        80,
        "sites[1].mcf_by_year[3] is 80, more than 1. Write a share from 0 to 1, not a percentage.",
    ),
    (("sites", 1, "mcf_by_year"), 0.8, "sites[1].mcf_by_year is 0.8, not a list. Give the values in square brackets."),
    (
        ("sites", 0, "oxidation_frac"),
        "10%",
        'sites[0].oxidation_frac is the text "10%", not a number. '
        "Write the number with a decimal point, without quotes.",
    ),
    (
        ("sites", 1, "oxidation_frac"),
        [0.1],
        "sites[1].oxidation_frac has 1 values for 4 years. Give one for each year from 2000 to 2003.",
    ),
    (
        ("sites", 1, "recovery_frac_by_year", 3),
        1.5,
        "sites[1].recovery_frac_by_year[3] is 1.5, more than 1. Write a share from 0 to 1, not a percentage.",
    ),
    (
        ("sites", 1, "recovery_frac_by_year", 3),
        -0.1,
        "sites[1].recovery_frac_by_year[3] is -0.1, less than zero. Check the sign.",
    ),
    (
        ("sites", 1, "recovery_frac_by_year", 3),
        None,
        "sites[1].recovery_frac_by_year[3] is missing. Write the number with a decimal point, without quotes.",
    ),
    (
        ("sites", 1, "deposits_t_wet_by_year"),
        DELETED,
        "sites[1].deposits_t_wet_by_year is missing. Give names with their values in braces.",
    ),
    (
        ("sites", 1, "deposits_t_wet_by_year", "plastic"),
        [0, 0, 0, 0],
        f"sites[1].deposits_t_wet_by_year.plastic is not a fraction. Did you mean plastics? Use one of: {FRACTIONS}.",
    ),
    (
        ("sites", 1, "deposits_t_wet_by_year", "ash"),
        [0, 0, 0, 0],
        f"sites[1].deposits_t_wet_by_year.ash is not a fraction. Use one of: {FRACTIONS}.",
    ),
    (
        ("sites", 1, "deposits_t_wet_by_year", "food", 3),
        -4,
        "sites[1].deposits_t_wet_by_year.food[3] is -4, less than zero. Check the sign.",
    ),
    (
        ("sites", 1, "deposits_t_wet_by_year", "food", 3),
        float("nan"),
        "sites[1].deposits_t_wet_by_year.food[3] is NaN, not a number. Write the number, or leave the key out.",
    ),
    (
        ("sites", 1, "deposits_t_wet_by_year", "food", 3),
        "12,5",
        'sites[1].deposits_t_wet_by_year.food[3] is the text "12,5", not a number. '
        "Write the number with a decimal point, without quotes.",
    ),
    (
        ("sites", 1, "deposits_t_wet_by_year", "food", 3),
        10**400,
        "sites[1].deposits_t_wet_by_year.food[3] is a number of more than 15 digits, more than 1000000000. "
        "Write tonnes of a year, not kilograms.",
    ),
    (
        ("sites", 1, "deposits_t_wet_by_year", "food"),
        [1, 2],
        "sites[1].deposits_t_wet_by_year.food has 2 values for 4 years. Give one for each year from 2000 to 2003.",
    ),
    (("doc_frac",), {"food": 15}, "doc_frac.food is 15, more than 1. Write a share from 0 to 1, not a percentage."),
    (("doc_frac",), {"fod": 0.1}, f"doc_frac.fod is not a fraction. Did you mean food? Use one of: {FRACTIONS}."),
    (("docf_frac",), [0.5], "docf_frac is a list, not an object. Give names with their values in braces."),
    (
        ("k_per_year",),
        {"food": 40},
        "k_per_year.food is 40, more than 10. "
        "Write a rate per year, such as 0.17, not a half-life and not a percentage.",
    ),
    (("k_per_year",), {"food": -0.4}, "k_per_year.food is -0.4, less than zero. Check the sign."),
    (("methane_frac",), 50, "methane_frac is 50, more than 1. Write a share from 0 to 1, not a percentage."),
    (("start_month",), 6, "start_month is 6, outside 7 to 13. Correct it."),
]


@pytest.mark.parametrize(("path", "value", "message"), BROKEN, ids=[message.split(". ")[0] for *_, message in BROKEN])
def test_a_broken_case_is_refused_with_its_path_and_remedy(read, path, value, message):
    with pytest.raises(UnreadableFileError) as refused:
        read(changed(path, value))
    assert str(refused.value) == f"case.json: {message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty. Give one object in braces."),
        ("[]", "the file is a list, not an object. Give one object in braces."),
        (
            '{"years": [2000,}',
            "this is not JSON (line 1, column 17: Expecting value). Correct that place, or export the file again.",
        ),
        ('{"gwp": "AR5", "gwp": "AR6"}', 'the key "gwp" stands twice in one object. Keep one of the two.'),
        ("[" * 100_000, "lists or objects are nested too deeply. Give one object in braces."),
        (
            '{"about": ["\\ud800"]}',
            "a text holds half a character (\\ud800). Write the character itself, or both of its halves.",
        ),
        (
            '{"\\uDC00": 1}',
            "a text holds half a character (\\udc00). Write the character itself, or both of its halves.",
        ),
        ('{"years": [' + "1" * 5000 + "]}", "a number has too many digits. Write it as a plain number."),
    ],
)
def test_a_file_that_is_not_a_case_is_refused(read, text, message):
    with pytest.raises(UnreadableFileError) as refused:
        read(text)
    assert str(refused.value) == f"case.json: {message}"


def test_a_file_that_is_not_there_or_not_text_is_said(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"nowhere.json: the file cannot be opened"):
        read_landfill_case(tmp_path / "nowhere.json")
    with pytest.raises(UnreadableFileError, match="the file cannot be opened"):
        read_landfill_case(tmp_path)
    path = tmp_path / "latin.json"
    path.write_bytes('{"name": "Café"}'.encode("latin-1"))
    with pytest.raises(UnreadableFileError, match=r"latin.json: the text is not UTF-8. Save the file as JSON in UTF-8"):
        read_landfill_case(path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.json"
    with path.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    with pytest.raises(UnreadableFileError, match=r"huge.json: the file is larger than 64 MB. Split the sites over"):
        read_landfill_case(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device without an end")
def test_a_device_without_an_end_is_refused():
    with pytest.raises(UnreadableFileError, match="zero: the file is larger than 64 MB"):
        read_landfill_case(Path("/dev/zero"))


def test_a_whole_character_of_two_halves_is_a_name(read):
    assert read(json.dumps(changed(("sites", 0, "name"), "\U0001f6ae"))).sites[0].name == "\U0001f6ae"


def test_a_year_that_a_spreadsheet_wrote_with_a_point_is_that_year(read):
    data = changed(("sites", 0, "closing"), 2001.0) | {"years": [2000.0, 2001.0, 2002.0, 2003.0]}
    assert read(data) == read(CASE)
    assert all(type(year) is int for year in read(data).years)


def test_the_case_is_read(read):
    case = read(CASE)
    old, new = case.sites
    assert case.years == (2000, 2001, 2002, 2003)
    assert (old.closing, new.closing) == (2001, None)
    assert old.mcf_frac == (0.8,) * 4
    assert old.oxidation_frac == (0.0,) * 4
    assert new.oxidation_frac == (0.0, 0.0, 0.1, 0.1)
    assert case.doc_frac is None
    assert case.findings == ()


def test_what_is_null_is_left_out(read):
    """A parameter of null has the default; a carbon content of null is left out of those given, and a note says so."""
    parameters = {"k_per_year": {"food": None}, "docf_frac": {"food": None}, "start_month": None, "methane_frac": None}
    assert work_out(read(CASE | parameters)).methane.generated_t_ch4.tolist() == (
        work_out(read(CASE)).methane.generated_t_ch4.tolist()
    )
    result = work_out(read(CASE | {"doc_frac": {"food": None, "paper": 0.4}}))
    assert result.parameters.doc_frac.ravel().tolist() == [0.0, 0.4]
    assert [finding.code for finding in result.findings] == ["landfill-carbon-left-out"]


def test_kinds_may_change_by_year_and_depend_on_the_edition(read):
    data = changed(("sites", 0, "kind"), ["open dump", "unmanaged-deep", "managed-aerated", "Managed anaerobic"])
    assert read(data).sites[0].mcf_frac == (0.4, 0.8, 0.4, 1.0)
    case = read(data | {"edition": 2006})
    assert case.edition == "2006"
    assert [finding.code for finding in case.findings] == ["landfill-kind-of-2019"]


def test_what_is_not_given_is_said(read):
    data = deepcopy(CASE)
    del data["sites"][0]["oxidation_frac"], data["sites"][0]["recovery_frac_by_year"]
    data["sites"][1]["kind"] = "uncategorised"
    case = read(data)
    assert [finding.code for finding in case.findings] == [
        "landfill-oxidation-not-given",
        "landfill-recovery-not-given",
        "landfill-kind-not-used",
    ]
    assert case.sites[1].mcf_frac == (1.0,) * 4


def test_a_key_that_is_not_read_is_said(read):
    data = changed(("sites", 1, "recovery_frac"), 0.5) | {"doc": {"food": 0.2}, "about": "Invented"}
    assert [str(finding) for finding in read(data).findings] == [
        "case.json: The key doc is not part of a landfill case and was not read. Did you mean doc_frac or docf_frac? "
        "Delete it, or correct its spelling.",
        "case.json: The key sites[1].recovery_frac is not part of a landfill case and was not read. "
        "Did you mean recovery_frac_by_year? Delete it, or correct its spelling.",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from((*CASE_KEYS, *SITE_KEYS, "food", "x")), inner, max_size=8)
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read_or_refused_in_words(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(data), "utf-8")
    with suppress(UnreadableFileError):
        work_out(read_landfill_case(path))


PATHS = st.sampled_from([path for path, *_ in BROKEN])


@given(PATHS, JSON)
def test_any_value_at_any_place_is_read_or_refused_in_words(tmp_path_factory, path, value):
    file = tmp_path_factory.getbasetemp() / "changed.json"
    file.write_text(json.dumps(changed(path, value)), "utf-8")
    with suppress(UnreadableFileError):
        json.loads(landfill_result_json(work_out(read_landfill_case(file))))


def test_the_example_is_invented_and_without_doubt():
    example = Path(__file__).parents[3] / "examples" / "landfill-case.json"
    case = read_landfill_case(example)
    assert all("(invented)" in site.name for site in case.sites)
    assert work_out(case).findings == ()


@pytest.mark.parametrize(
    ("path", "tonnes", "said"),
    [
        (("sites", 0, "deposits_t_wet_by_year", "food"), [10, 10, 12, 3], "Old dump: 15 t given for years"),
        (("sites", 1, "deposits_t_wet_by_year", "paper"), [7.5, 0, 1, 1], "Landfill: 7.5 t given for years"),
    ],
)
def test_tonnes_of_years_in_which_a_site_was_not_open_are_left_out_and_said(read, path, tonnes, said):
    case = read(changed(path, tonnes))
    (finding,) = [each for each in case.findings if each.code == "landfill-not-open"]
    assert finding.sentence.startswith(said)
    assert case.sites == read(CASE).sites
