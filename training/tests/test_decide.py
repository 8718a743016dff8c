import numpy as np

from cauda_training.evaluation.decide import fit_cuts, propose
from cauda_training.evaluation.metrics import quadratic_kappa


def _graded_by_scale(n: int, seed: int = 3):
    """A hidden severity, noisily read; Moderate is rare, so calibrated probabilities seldom make it the likeliest."""
    rng = np.random.default_rng(seed)
    severity = rng.normal(0, 1, n)
    truth = (severity > 0.9).astype(int) + (severity > 1.6)
    read = severity + rng.normal(0, 0.6, n)
    order = np.argsort(read)
    probabilities = np.zeros((n, 3))
    for chunk in np.array_split(order, n // 100):
        probabilities[chunk] = np.bincount(truth[chunk], minlength=3) / len(chunk)
    return truth, probabilities, np.repeat(np.arange(n // 5), 5).astype(str)


def test_the_likeliest_grade_is_proposed_without_cuts_and_the_severer_at_a_tie():
    assert propose(np.array([[0.5, 0.3, 0.2], [0.4, 0.4, 0.2]]), None).tolist() == [0, 1]


def test_cuts_of_the_expected_grade_belong_to_the_grade_above():
    p = np.array([[0.55, 0.3, 0.15], [0.75, 0.0, 0.25], [0.8, 0.15, 0.05], [0.2, 0.4, 0.4]])
    assert propose(p, (0.5, 1.1)).tolist() == [1, 1, 0, 2]


def test_cuts_raise_kappa_on_patients_that_they_were_not_fitted_on():
    truth, p, patients = _graded_by_scale(4000)
    cuts = fit_cuts(truth, p, patients)
    assert cuts is not None and 0.2 < cuts[0] < cuts[1] < 2
    other, q, _ = _graded_by_scale(4000, seed=4)
    assert quadratic_kappa(other, propose(q, cuts), 3) > quadratic_kappa(other, propose(q, None), 3) + 0.01


def test_no_cuts_where_they_gain_nothing():
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, 300)
    sure = np.eye(3)[truth] * 0.9 + 0.1 / 3
    assert fit_cuts(truth, sure, np.arange(300).astype(str)) is None
