"""Writes tests/dicom/dictionary.json: tag and VR of each keyword in src/dicom/attributes.ts, as pydicom knows them.

    training/.venv/bin/python tests/dicom/write_dictionary.py

Only the keywords are taken from the table; training/tests/test_dictionary.py checks the file against pydicom again.
"""

import json
import re
from pathlib import Path

from pydicom.datadict import dictionary_VR, tag_for_keyword

HERE = Path(__file__).parent
TABLE = HERE.parent.parent / "src" / "dicom" / "attributes.ts"


def main() -> None:
    keywords = re.findall(r"^  (\w+): \[0x", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    rows = {}
    for keyword in keywords:
        tag = tag_for_keyword(keyword)
        if tag is None:
            raise SystemExit(f"DICOM has no attribute {keyword}")
        rows[keyword] = [f"{tag:08x}", dictionary_VR(tag)]
    lines = ",\n".join(f"  {json.dumps(keyword)}: {json.dumps(row)}" for keyword, row in sorted(rows.items()))
    (HERE / "dictionary.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
