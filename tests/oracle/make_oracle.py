"""Decodes every DICOM file of a folder with pydicom and its plugins and writes what they give, as numbers only.

    python3 -m venv .venv && .venv/bin/pip install -r tests/oracle/requirements.txt
    .venv/bin/python tests/oracle/make_oracle.py ../shared/data/corpus tests/oracle/corpus.json

For each file: the sha256 of a few decoded texts (character sets), and for each frame its size, samples per pixel, least and greatest
value, mean, and the sha256 of the stored values, row by row, components of a pixel together, little endian, in the
narrowest of 8, 16 and 32 bit that BitsAllocated names. Stored values are before rescale and before colour conversion, except that
JPEG and JPEG 2000 colour is RGB, as its decoders give it. A file that pydicom cannot decode has `error` instead.

`tolerance` is the greatest difference of one sample that two correct decoders of a lossy frame may show; 0 for lossless ones.
JPEG leaves the rounding of the inverse cosine transform to the decoder (ITU-T T.83), colour adds that of two colour
conversions; JPEG 2000's irreversible transform is in floating point.  Coding processes that pydicom's plugins lack are decoded by DCMTK's dcmdjpeg, where it is installed.
"""

import gzip
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pydicom
from pydicom.pixels import pixel_array

warnings.filterwarnings("ignore")

JPEG = "1.2.840.10008.1.2.4."
DCT = {JPEG + n for n in ("50", "51", "53", "55")}
IRREVERSIBLE = {JPEG + n for n in ("91", "93", "203")}
NEAR_LOSSLESS = {JPEG + "81"}
CONVERTS_COLOUR = DCT | IRREVERSIBLE | {JPEG + n for n in ("90", "92", "201", "202")}

# Of a lossy frame this many samples, evenly spread, are kept to be compared one by one.
SAMPLES = 400

# Elements that hold text in the corpus' character set files; values as pydicom decodes them.
TEXT = ["PatientName", "PatientID", "StudyDescription", "SeriesDescription", "ReferringPhysicianName"]


def in_words(error: Exception) -> str:
    """What failed, without the folders of the machine that it failed on."""
    return re.sub(r"(?<=['\"\s])/[^'\"\s]*/", "", f"{type(error).__name__}: {error}")[:160]


def tolerance_of(syntax: str, samples: int) -> int:
    if syntax in DCT:
        return 1 if samples == 1 else 2
    return 1 if syntax in IRREVERSIBLE else 0


def frame_facts(frame: np.ndarray, lossy: bool) -> dict:
    plain = np.ascontiguousarray(frame)
    plain = plain.astype(plain.dtype.newbyteorder("<"))
    step = max(1, plain.size // SAMPLES)
    some = {"every": step, "values": plain.reshape(-1)[::step][:SAMPLES].tolist()} if lossy else {}
    return some | {
        "rows": int(frame.shape[0]),
        "columns": int(frame.shape[1]),
        "samples": int(frame.shape[2]) if frame.ndim == 3 else 1,
        "min": float(frame.min()),
        "max": float(frame.max()),
        "mean": float(frame.mean(dtype=np.float64)),
        "sha256": hashlib.sha256(plain.tobytes()).hexdigest(),
    }


def decode(path: Path, dataset: pydicom.Dataset, raw: bool) -> tuple[str, np.ndarray]:
    try:
        return "pydicom", pixel_array(dataset, raw=raw)
    except (NotImplementedError, RuntimeError):
        if not shutil.which("dcmdjpeg"):
            raise
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "plain.dcm"
            subprocess.run(["dcmdjpeg", str(path), str(plain)], check=True, capture_output=True)
            return "dcmtk", pixel_array(plain, raw=raw)


def pixel_facts(path: Path, dataset: pydicom.Dataset) -> dict:
    syntax = str(dataset.file_meta.get("TransferSyntaxUID", "")) if hasattr(dataset, "file_meta") else ""
    samples = int(dataset.get("SamplesPerPixel", 1))
    decoder, array = decode(path, dataset, raw=syntax not in CONVERTS_COLOUR)
    frames_of = int(str(dataset.get("NumberOfFrames", 1) or 1)) > 1
    frames = list(array) if frames_of else [array]
    tolerance = tolerance_of(syntax, samples)
    facts = [frame_facts(frame, tolerance > 0) for frame in frames]
    return {"decoder": decoder, "tolerance": tolerance, "frames": facts}


def read(path: Path) -> pydicom.Dataset:
    """A file as it is, gunzipped where need be, and without meta information where its data set is plain to see."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    bare = data[:2] == b"\x08\x00" and data[128:132] != b"DICM"
    return pydicom.dcmread(io.BytesIO(data), force=bare)


def file_facts(path: Path) -> dict:
    try:
        dataset = read(path)
    except Exception as error:  # the oracle records what it could not do
        return {"error": in_words(error)}
    text = {}
    for keyword in TEXT:
        try:
            value = dataset.get(keyword)
            if value not in (None, ""):
                text[keyword] = hashlib.sha256(str(value).encode()).hexdigest()
        except Exception:
            pass
    facts = {"syntax": str(dataset.file_meta.get("TransferSyntaxUID", "")), "text": text}
    if not any(name in dataset for name in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        return facts
    try:
        return facts | pixel_facts(path, dataset)
    except Exception as error:
        return facts | {"error": in_words(error)}


def main(folder: str, output: str) -> None:
    root = Path(folder)
    files = {
        path.relative_to(root).as_posix(): file_facts(path)
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix not in (".csv",)
    }
    versions = {"pydicom": pydicom.__version__, "numpy": np.__version__}
    Path(output).write_text(json.dumps({"versions": versions, "files": files}, indent=1, ensure_ascii=False) + "\n")
    decoded = sum("frames" in facts for facts in files.values())
    print(f"{len(files)} files, {decoded} with pixels")


if __name__ == "__main__":
    main(*sys.argv[1:])
