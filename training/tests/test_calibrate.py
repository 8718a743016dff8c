import numpy as np
import pytest
from cauda_training.evaluation.calibrate import calibrate
from cauda_training.errors import TrainingError
from cauda_training.evaluation.metrics import expected_calibration_error, log_loss, softmax


def draw(n: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Logits whose softmax is exactly right, truth drawn from it, and levels."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, 1.5, (n, 3)) + [2.0, 0.5, 0.0]
    p = softmax(logits)
    truth = (rng.random(n)[:, None] > p.cumsum(axis=1)).sum(axis=1)
    return logits, np.minimum(truth, 2), rng.integers(0, 5, n)


def test_inflated_and_sharpened_logits_are_set_right() -> None:
    logits, truth, levels = draw(6000, 0)
    spoiled = 2.5 * (logits + np.log([1, 2, 4]))
    fitted = calibrate(spoiled, truth, levels, np.ones(len(truth)), (1.0, 2.0, 4.0))
    assert fitted.temperature == pytest.approx(2.5, rel=0.08)
    bias = np.mean([fitted.bias[level] for level in fitted.bias], axis=0)
    assert bias - bias[0] == pytest.approx(-np.log([1, 2, 4]), abs=0.12)
    fresh, truth, levels = draw(6000, 1)
    p = fitted.apply(2.5 * (fresh + np.log([1, 2, 4])), levels)
    assert expected_calibration_error(truth, p) < 0.02
    assert log_loss(truth, p) < log_loss(truth, softmax(2.5 * (fresh + np.log([1, 2, 4]))))


def test_a_level_with_other_frequencies_gets_its_own_bias() -> None:
    logits, truth, levels = draw(6000, 2)
    truth = np.where((levels == 4) & (truth == 0), np.random.default_rng(0).integers(0, 3, len(truth)), truth)
    fitted = calibrate(logits, truth, levels, np.ones(len(truth)), (1.0, 1.0, 1.0))
    relative = {level: np.array(bias) - bias[0] for level, bias in fitted.bias.items()}
    assert relative["l5_s1"][2] > relative["l1_l2"][2] + 0.3


def test_weights_undo_thinning() -> None:
    logits, truth, levels = draw(12000, 3)
    kept = (truth > 0) | (np.random.default_rng(1).random(len(truth)) < 0.38)
    weights = np.where(truth == 0, 1 / 0.38, 1.0)[kept]
    fitted = calibrate(logits[kept], truth[kept], levels[kept], weights, (1.0, 1.0, 1.0))
    assert fitted.temperature == pytest.approx(1, rel=0.1)
    assert np.mean([np.array(b) - b[0] for b in fitted.bias.values()], axis=0) == pytest.approx([0, 0, 0], abs=0.15)


def test_a_fifth_is_uncertain_on_the_split_it_was_fitted_on() -> None:
    logits, truth, levels = draw(3000, 4)
    fitted = calibrate(logits, truth, levels, np.ones(len(truth)), (1.0, 1.0, 1.0))
    assert (fitted.apply(logits, levels).max(axis=1) < fitted.abstain_below).mean() == pytest.approx(0.2, abs=0.01)


def test_without_every_grade_there_is_nothing_to_fit() -> None:
    with pytest.raises(TrainingError, match="calibrate.no-labels"):
        calibrate(np.zeros((4, 3)), np.zeros(4, int), np.zeros(4, int), np.ones(4), (1.0, 1.0, 1.0))


def test_the_temperature_of_noise_stays_within_what_the_app_accepts() -> None:
    rng = np.random.default_rng(3)
    truth = np.arange(90) % 3
    fitted = calibrate(100 * rng.normal(size=(90, 3)), truth, np.zeros(90, int), np.ones(90), (1.0, 1.0, 1.0))
    assert fitted.temperature == 20.0
