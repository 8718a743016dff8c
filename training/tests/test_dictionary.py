"""The expectation of tests/dicom/attributes.test.ts against pydicom itself."""

import json
from pathlib import Path

import pytest

DICTIONARY = Path(__file__).resolve().parents[2] / "tests" / "dicom" / "dictionary.json"


def test_the_dictionary_of_dicom_attributes_is_that_of_pydicom():
    datadict = pytest.importorskip("pydicom.datadict", reason="pydicom is not installed")
    rows = json.loads(DICTIONARY.read_text(encoding="utf-8"))
    assert len(rows) > 200
    known = {
        keyword: [f"{datadict.tag_for_keyword(keyword):08x}", datadict.dictionary_VR(keyword)] for keyword in rows
    }
    assert known == rows
