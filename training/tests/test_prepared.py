from pathlib import Path

import numpy as np
import pytest
from cauda_training.errors import TrainingError
from cauda_training.data.prepared import count_sources, data_hash, in_fold, read_meta, read_split
from conftest import foramen_arrays, write_shard


def test_shards_are_joined_and_unknown_masks_filled(prepared: Path) -> None:
    arrays = {name: values for name, values in read_split(prepared, "localize-sagittal", "val").arrays.items() if name != "masks"}
    write_shard(prepared, "localize-sagittal", "rsna-t1-foraminal", "val", arrays)
    both = read_split(prepared, "localize-sagittal", "val")
    assert len(both) == 2 * len(arrays["x"])
    unmasked = (both.index["dataset"] == "rsna-t1-foraminal").to_numpy()
    assert (both.arrays["masks"][unmasked] == 255).all()
    assert (both.arrays["masks"][~unmasked][..., 1] != 255).all()


def test_a_truncated_shard_is_refused_by_name(prepared: Path) -> None:
    path = prepared / "grade-foramen" / "rsna-t1-foraminal.train.npz"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(TrainingError, match="prepared.corrupt-shard.*rsna-t1-foraminal.train"):
        read_split(prepared, "grade-foramen", "train")


def test_an_index_of_another_length_is_refused(prepared: Path) -> None:
    path = prepared / "grade-foramen" / "rsna-t1-foraminal.train.csv"
    path.write_text("\n".join(path.read_text().splitlines()[:-2]) + "\n")
    with pytest.raises(TrainingError, match="prepared.corrupt-shard"):
        read_split(prepared, "grade-foramen", "train")


def test_missing_labels_and_missing_folders_are_refused(prepared: Path, tmp_path: Path) -> None:
    arrays = {name: values for name, values in foramen_arrays(9, 0).items() if name != "grade"}
    for split in ("train",):
        (prepared / "grade-foramen" / f"rsna-t1-foraminal.{split}.npz").unlink()
        write_shard(prepared, "grade-foramen", "rsna-t1-foraminal", split, arrays)
    with pytest.raises(TrainingError, match="prepared.missing-labels.*grade"):
        read_split(prepared, "grade-foramen", "train")
    with pytest.raises(TrainingError, match="prepared.nothing"):
        read_split(prepared, "grade-axial", "train")
    with pytest.raises(TrainingError, match="prepared.no-meta"):
        read_meta(tmp_path / "nowhere")


def test_the_hash_follows_the_data(prepared: Path) -> None:
    before = data_hash(prepared, "grade-foramen")
    assert before == data_hash(prepared, "grade-foramen")
    write_shard(prepared, "grade-foramen", "rsna-t1-foraminal", "test", foramen_arrays(12, 99))
    assert before != data_hash(prepared, "grade-foramen")


def test_patients_are_counted(prepared: Path) -> None:
    assert count_sources(prepared, "grade-foramen") == [{"name": "rsna-t1-foraminal", "patients": 32, "images": 96}]
    assert np.unique(read_split(prepared, "grade-foramen", "train").arrays["grade"]).tolist() == [0, 1, 2]


def test_folds_part_the_patients(prepared: Path) -> None:
    data = read_split(prepared, "grade-foramen", "train")
    parts = np.stack([in_fold(data, f"{k}/4") for k in range(1, 5)])
    assert (parts.sum(axis=0) == 1).all()
    assert all(len({tuple(column) for column in parts[:, rows].T}) == 1 for rows in data.index.groupby("patient").indices.values())
    assert not in_fold(data, "").any()


def test_simulated_patients_are_read_only_where_they_are_named(prepared: Path) -> None:
    before = data_hash(prepared, "grade-foramen")
    write_shard(prepared, "grade-foramen", "phantom", "train", foramen_arrays(6, 9))
    assert set(read_split(prepared, "grade-foramen", "train").index["dataset"]) == {"rsna-t1-foraminal"}
    assert data_hash(prepared, "grade-foramen") == before
    named = ("rsna-t1-foraminal", "phantom")
    assert set(read_split(prepared, "grade-foramen", "train", named).index["dataset"]) == set(named)
    assert data_hash(prepared, "grade-foramen", named) != before
