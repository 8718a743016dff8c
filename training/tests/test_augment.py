import numpy as np
import pytest
from cauda_training.data.augment import Warp, change_grey, draw_warp, warp_image, warp_points
from cauda_training.data.batches import UNASKED, Batches, draw_heatmaps
from cauda_training.config import AugmentConfig, parse_config
from cauda_training.data.prepared import Prepared, read_split
from cauda_training.tasks import PRESENT
from conftest import tiny_config

STRONG = AugmentConfig(rotation_deg=25, zoom=0.3, stretch=0.2, shift=0.1, mirror=True)


def centre_crop(stored: tuple[int, int], wanted: tuple[int, int]) -> np.ndarray:
    """The map that only takes the margin off."""
    top, left = (stored[0] - wanted[0]) / 2, (stored[1] - wanted[1]) / 2
    return np.array([[1, 0, -left], [0, 1, -top]], np.float64)


def test_a_point_stays_on_what_it_marks() -> None:
    rng = np.random.default_rng(3)
    for _ in range(50):
        image = np.zeros((80, 100, 1), np.uint8)
        column, row = int(rng.integers(35, 65)), int(rng.integers(30, 50))
        image[row - 1 : row + 2, column - 1 : column + 2] = 255
        warp = draw_warp(rng, STRONG, (80, 100), (64, 80))
        warped = warp_image(image, warp, (64, 80))[..., 0].astype(float)
        rows, columns = np.nonzero(warped > 30)
        weights = warped[rows, columns]
        centre = np.array([(columns * weights).sum(), (rows * weights).sum()]) / weights.sum()
        moved = warp_points(np.array([[column, row]], float), warp)[0]
        assert np.abs(centre - moved).max() < 0.3


def test_without_augmentation_only_the_margin_goes() -> None:
    still = AugmentConfig(rotation_deg=0, zoom=0, stretch=0, shift=0)
    warp = draw_warp(np.random.default_rng(0), still, (80, 80), (64, 64))
    assert np.allclose(warp.matrix, centre_crop((80, 80), (64, 64)))
    image = np.random.default_rng(1).integers(0, 255, (80, 80, 3)).astype(np.uint8)
    assert np.array_equal(warp_image(image, warp, (64, 64)), image[8:72, 8:72])


def test_grey_values_stay_in_range_and_vary() -> None:
    rng = np.random.default_rng(0)
    config = AugmentConfig(contrast=1, noise=0.1, blur=1, shading=0.5, invert=0.5, erase=1)
    image = rng.random((32, 40, 3), np.float32)
    changed = [change_grey(rng, config, image) for _ in range(20)]
    assert all(one.dtype == np.float32 and one.min() >= 0 and one.max() <= 1 for one in changed)
    assert not np.array_equal(changed[0], changed[1])


def test_labels_survive_augmentation(prepared) -> None:
    """Blobs keep their grade: the mean brightness still orders the classes in every augmented batch."""
    config = parse_config(tiny_config(), "here")
    data = read_split(prepared, "grade-foramen", "train")
    batch = next(Batches(config, data, (32, 32, 1)).epoch(0))
    grades = batch.targets["foraminal"].argmax(axis=1)
    means = [batch.x[grades == grade].mean() for grade in range(3)]
    assert means[0] > means[1] > means[2]
    assert batch.targets["foraminal"].max(axis=1).tolist() == [(1, 2, 4)[grade] for grade in grades]


def test_a_mirrored_axial_crop_carries_the_other_side() -> None:
    n = 24
    x = np.zeros((n, 40, 50, 3), np.uint8)
    x[:, :, :25] = 200  # the image's left half, the patient's right, is bright
    ones = np.ones(n, np.int8)
    arrays = {"x": x, "canal": 0 * ones, "right": 0 * ones, "left": 2 * ones, "level": 0 * ones, "weight": np.ones(n, np.float32)}
    config = parse_config({**tiny_config("grade-axial"), "augment": {"mirror": True, "rotation_deg": 0, "shading": 0}}, "here")
    index = __import__("pandas").DataFrame({"patient": [str(k) for k in range(n)]})
    batch = next(Batches(config, Prepared("grade-axial", "train", arrays, index), (32, 40, 3)).epoch(0))
    bright_left = batch.x[:, :, :20].mean(axis=(1, 2, 3)) > batch.x[:, :, 20:].mean(axis=(1, 2, 3))
    assert 0 < bright_left.sum() < len(bright_left)
    assert (batch.targets["right"].argmax(axis=1) == np.where(bright_left, 0, 2)).all()


def test_heatmaps_peak_at_the_point_and_ask_nothing_where_nothing_is_known() -> None:
    points = np.array([[21.0, 30.0], [np.nan, np.nan], [40.0, 12.0]])
    maps = draw_heatmaps(points, np.array([PRESENT, 0, 2]), (64, 64))
    assert maps.shape == (32, 32, 3)
    row, column = divmod(int(maps[..., 0].argmax()), 32)
    assert abs((column + 0.5) * 2 - 0.5 - 21) <= 1 and abs((row + 0.5) * 2 - 0.5 - 30) <= 1
    assert (maps[..., 1] == UNASKED).all()
    assert (maps[..., 2] == 0).all()


def test_an_epoch_is_the_same_each_time_and_unlike_the_next(prepared) -> None:
    config = parse_config(tiny_config(), "here")
    batches = Batches(config, read_split(prepared, "grade-foramen", "train"), (32, 32, 1))
    first, again, later = (next(batches.epoch(epoch)).x for epoch in (0, 0, 1))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, later)


@pytest.mark.parametrize("mirrored", [False, True])
def test_points_that_are_not_there_stay_not_there(mirrored: bool) -> None:
    warp = Warp(centre_crop((80, 80), (64, 64)), mirrored)
    assert np.isnan(warp_points(np.array([[np.nan, np.nan]]), warp)).all()
