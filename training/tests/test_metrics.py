import numpy as np
import pytest
from cauda_training.evaluation.metrics import accuracy_at, auc, bootstrap, decode_points, expected_calibration_error, quadratic_kappa, weighted_log_loss


def test_the_uniform_answer_tilted_scores_what_it_must() -> None:
    truth = np.array([0, 0, 1, 2])
    p = np.full((4, 3), 1 / 3)
    expected = -(2 * np.log(1 / 7) + 2 * np.log(2 / 7) + 4 * np.log(4 / 7)) / 8
    assert weighted_log_loss(truth, p) == pytest.approx(expected)


def test_kappa_and_auc_of_known_cases() -> None:
    assert quadratic_kappa(np.array([0, 1, 2]), np.array([0, 1, 2]), 3) == 1
    assert quadratic_kappa(np.array([0, 1, 2, 0]), np.array([2, 1, 0, 2]), 3) < 0
    assert auc(np.array([0, 1, 0, 1]), np.array([0.1, 0.9, 0.2, 0.8])) == 1
    assert np.isnan(auc(np.zeros(3), np.ones(3)))


def test_calibration_error_of_an_overconfident_answer() -> None:
    truth = np.array([0, 1] * 50)
    p = np.tile([0.9, 0.1, 0.0], (100, 1))
    assert expected_calibration_error(truth, p) == pytest.approx(0.4)
    assert accuracy_at(truth, p, coverage=1.0) == 0.5


def test_intervals_draw_whole_patients() -> None:
    patients = np.repeat(np.arange(10), 100)
    values = (patients < 5).astype(float)
    low, high = bootstrap(lambda rows: {"share": values[rows].mean()}, patients, 400)["share"]
    assert low < 0.3 and high > 0.7  # 1000 independent rows would give 0.47 to 0.53


def test_points_are_read_between_pixels() -> None:
    rows, columns = np.mgrid[:32, :32]
    heat = np.exp(-((columns - 10.3) ** 2 + (rows - 20.8) ** 2) / 4.5)
    logits = np.log(heat / (1 - heat + 1e-6) + 1e-9)[None, ..., None]
    points, confidence = decode_points(logits)
    assert points[0, 0] == pytest.approx([(10.3 + 0.5) * 2 - 0.5, (20.8 + 0.5) * 2 - 0.5], abs=0.35)
    assert 0.9 < confidence[0, 0] <= 1
