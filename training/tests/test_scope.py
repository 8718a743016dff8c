import keras
import numpy as np
import pandas as pd

from cauda_training.config import NetworkConfig
from cauda_training.data.prepared import Prepared
from cauda_training.packing.scope import SCOPE, depths, with_scope

CONFIG = NetworkConfig(kind="u-net", widths=(6, 8, 8))


def _network() -> keras.Model:
    inputs = keras.Input((16, 16, 1), name="input")
    texture = keras.layers.Conv2D(6, 3, activation="relu", name=depths(CONFIG)[0])(inputs)
    deep = keras.layers.Conv2D(8, 3, strides=2, activation="relu", name=depths(CONFIG)[1])(texture)
    return keras.Model(inputs, {"discs": keras.layers.Conv2D(1, 1, name="discs")(deep)})


def _slices(n: int, seed: int) -> Prepared:
    """Contrast 1: smooth and dark; contrast 2: smooth and bright."""
    rng = np.random.default_rng(seed)
    contrast = np.arange(n) % 2 + 1
    x = (contrast * 70)[:, None, None, None] + rng.normal(0, 12, (n, 16, 16, 1))
    return Prepared("localize-sagittal", "train", {"x": x.clip(0, 255).astype(np.uint8), "contrast": contrast}, pd.DataFrame({"patient": range(n)}))


def test_the_known_lie_within_1_and_the_strange_and_the_other_contrast_beyond():
    keras.utils.set_random_seed(2)
    model, roles = with_scope(_network(), CONFIG, _slices(400, 0), _slices(400, 1))
    assert roles == ["sagittal_t1", "sagittal_t2"]
    other = _slices(400, 2)
    distances = model.predict_on_batch(other.arrays["x"] / np.float32(255))[SCOPE]
    own = distances[np.arange(400), other.arrays["contrast"] - 1]
    assert (own <= 1).mean() > 0.95
    assert (distances[np.arange(400), 2 - other.arrays["contrast"]] > 1).mean() > 0.95
    noise = np.random.default_rng(3).random((20, 16, 16, 1)).astype(np.float32)
    assert (model.predict_on_batch(noise)[SCOPE] > 1).all()


def test_a_role_with_too_few_slices_is_left_out() -> None:
    model = _network()
    assert with_scope(model, CONFIG, _slices(40, 0), _slices(40, 1)) == (model, [])
    few = _slices(200, 0)
    only_t2 = few.take(np.flatnonzero(few.arrays["contrast"] == 2))
    widened, roles = with_scope(model, CONFIG, only_t2, only_t2)
    assert roles == ["sagittal_t2"] and widened.output[SCOPE].shape[-1] == 1
