"""Abstention: at most a fifth of the cells, and an accuracy that holds on patients whom the threshold has not seen."""

import numpy as np
from cauda_training.evaluation.abstain import measure_abstention, threshold
from cauda_training.evaluation.metrics import likeliest


def cells(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every fifth cell is unsure and, every second time, wrong; all others are sure and right."""
    unsure = np.arange(n) % 5 == 0
    p = np.where(unsure[:, None], [0.45, 0.4, 0.15], [0.9, 0.07, 0.03]) + np.linspace(0, 0.01, n)[:, None] * [1, -1, 0]
    truth = np.where(unsure & (np.arange(n) % 10 == 0), 1, 0)
    return p, truth, (np.arange(n) // 10).astype(str)


def test_a_fifth_is_left_to_the_reader_and_the_rest_is_right() -> None:
    p, truth, patients = cells(1000)
    assert 0.45 < threshold(p) < 0.92
    found = measure_abstention(p, truth, patients)
    assert abs(found["coverage"] - 0.8) < 0.02
    assert found["accuracyOfAll"] == 0.9 and found["n"] == 1000
    assert found["accuracy"] > 0.99


def test_a_threshold_from_other_patients_does_not_flatter() -> None:
    """Patients whose answers are unsure throughout are abstained on wholly, whatever their own quantile would say."""
    p, truth, _ = cells(1000)
    rng = np.random.default_rng(0)
    noise = rng.permutation(truth)  # truth that the probabilities know nothing of
    found = measure_abstention(p, noise, np.arange(1000).astype(str))
    assert abs(found["accuracy"] - 0.9) < 0.02


def test_the_severer_grade_wins_a_tie_as_in_the_app() -> None:
    assert likeliest(np.array([[0.5, 0.3, 0.2], [0.4, 0.4, 0.2], [0.3, 0.35, 0.35]])).tolist() == [0, 1, 2]


def test_one_patient_gives_no_figure() -> None:
    p, truth, _ = cells(20)
    assert measure_abstention(p, truth, np.full(20, "only")) is None
