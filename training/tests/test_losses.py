import numpy as np
import pytest
from cauda_training.network.losses import heatmap_loss, masked_binary_cross_entropy, masked_segmentation, ordinal_cross_entropy, soft_cross_entropy

RNG = np.random.default_rng(0)


def values(result) -> np.ndarray:
    return np.asarray(result)


def test_cross_entropy_is_the_textbook_one_and_skips_the_unlabelled() -> None:
    logits = np.array([[2.0, 0.0, -1.0], [0.0, 1.0, 0.0]], np.float32)
    target = np.array([[0, 0, 4.0], [0, 0, 0]], np.float32)
    p = np.exp(logits[0]) / np.exp(logits[0]).sum()
    assert values(soft_cross_entropy(target, logits)) == pytest.approx([-4 * np.log(p[2]), 0], abs=1e-5)


def test_two_steps_off_costs_more_than_one() -> None:
    logits = np.array([[0, 4.0, 0], [0, 0, 4.0]], np.float32)
    target = np.array([[1, 0, 0], [1, 0, 0]], np.float32)
    near, far = values(ordinal_cross_entropy(target, logits))
    assert far > near
    assert values(soft_cross_entropy(target, logits))[0] == pytest.approx(values(soft_cross_entropy(target, logits))[1])


@pytest.mark.parametrize(("loss", "shape"), [(masked_binary_cross_entropy, (3, 4)), (masked_segmentation, (3, 8, 8, 2)), (heatmap_loss, (3, 8, 8, 2))])
def test_what_nobody_labelled_changes_nothing(loss, shape) -> None:
    target = (RNG.random(shape) > 0.5).astype(np.float32)
    target[..., 0] = -1
    logits = RNG.normal(size=shape).astype(np.float32)
    other = logits.copy()
    other[..., 0] += RNG.normal(0, 5, shape[:-1])
    assert values(loss(target, logits)) == pytest.approx(values(loss(target, other)), rel=1e-4)
    other[..., 1] += 3
    assert not np.allclose(values(loss(target, logits)), values(loss(target, other)))


@pytest.mark.parametrize("loss", [masked_segmentation, heatmap_loss])
def test_the_right_answer_costs_less_than_the_wrong_one(loss) -> None:
    target = np.zeros((1, 8, 8, 1), np.float32)
    target[0, 2:5, 2:5] = 1
    right, wrong = 8 * target - 4, 4 - 8 * target
    assert values(loss(target, right))[0] < 0.5 * values(loss(target, wrong))[0]
