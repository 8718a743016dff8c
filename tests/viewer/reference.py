"""Writes goldens.json: what the overlays must show, from numpy alone and by other ways than the viewer's.

    python tests/viewer/reference.py > tests/viewer/goldens.json

Points are LPS mm; pixels are [column, row] with (0, 0) the centre of the first pixel. The pixel-to-patient map is the
4 x 4 matrix of DICOM PS3.3 C.7.6.2.1.1. Cross lines are found by cutting the edges of one image's rectangle with the
other image's plane, nearest images by trying every pixel. Numpy 2, seed fixed.
"""
import json
import numpy as np

rng = np.random.default_rng(20240601)


def acquisition(name, columns_to, rows_to, position, spacing, size):
    x = np.array(columns_to, float)
    x /= np.linalg.norm(x)
    y = np.array(rows_to, float)
    y -= x * (x @ y)
    y /= np.linalg.norm(y)
    return dict(name=name, x=x, y=y, position=np.array(position, float), spacing=spacing, size=size)


def affine(a):
    """Columns: step along columns, along rows, unused, origin. spacing is (between rows, between columns) as PixelSpacing."""
    m = np.eye(4)
    m[:3, 0] = a["x"] * a["spacing"][1]
    m[:3, 1] = a["y"] * a["spacing"][0]
    m[:3, 2] = np.cross(a["x"], a["y"])
    m[:3, 3] = a["position"]
    return m


def to_patient(a, column, row):
    return (affine(a) @ [column, row, 0, 1])[:3]


def to_pixel(a, point):
    return (np.linalg.inv(affine(a)) @ [*point, 1])[:3]  # third: mm from the plane


def rotated(vector, axis, degrees):
    """Rodrigues' formula."""
    k = np.array(axis, float) / np.linalg.norm(axis)
    v = np.array(vector, float)
    t = np.radians(degrees)
    return v * np.cos(t) + np.cross(k, v) * np.sin(t) + k * (k @ v) * (1 - np.cos(t))


LEFT, BACK, UP = np.eye(3)
ACQUISITIONS = [
    acquisition("sagittal", BACK, -UP, (4, -90, 120), (0.6, 0.6), (400, 420)),
    acquisition("sagittal, columns to anterior", -BACK, -UP, (-3, 150, 120), (0.6, 0.6), (400, 420)),
    acquisition("sagittal, feet first", BACK, UP, (2, -90, -130), (0.7, 0.7), (360, 380)),
    acquisition("sagittal, scoliotic", rotated(BACK, UP, 9), rotated(-UP, BACK, 6), (10, -95, 118), (0.55, 0.55), (448, 462)),
    acquisition("axial", LEFT, BACK, (-90, -70, 10), (0.5, 0.5), (360, 320)),
    acquisition("axial, columns to the right", -LEFT, BACK, (92, -70, 12), (0.5, 0.5), (360, 320)),
    acquisition("axial, prone", -LEFT, -BACK, (92, 95, 12), (0.5, 0.8), (230, 320)),
    acquisition("axial, tilted to L5/S1", LEFT, rotated(BACK, LEFT, -32), (-88, -60, -75), (0.6, 0.6), (300, 300)),
    acquisition("axial, doubly oblique", rotated(LEFT, UP, 7), rotated(BACK, LEFT, 24), (-85, -72, -20), (0.45, 0.9), (200, 380)),
    acquisition("coronal", LEFT, -UP, (-110, 25, 115), (0.8, 0.8), (280, 300)),
    acquisition("oblique", (1, 0.8, 0.2), (0.1, -0.3, -1), (-60, -120, 100), (0.7, 0.5), (440, 330)),
]
for index in range(6):
    x = rng.normal(size=3)
    y = rng.normal(size=3)
    spacing = tuple(np.round(rng.uniform(0.3, 1.2, 2), 3))
    size = tuple(int(n) for n in rng.integers(150, 500, 2))
    a = acquisition(f"random {index}", x, y, (0, 0, 0), spacing, size)
    a["position"] = rng.uniform(-40, 40, 3) - to_patient(a, (size[0] - 1) / 2, (size[1] - 1) / 2)
    ACQUISITIONS.append(a)


def letters(direction):
    d = np.asarray(direction) / np.linalg.norm(direction)
    names = np.where(d > 0, ["L", "P", "H"], ["R", "A", "F"])
    return "".join(names[i] for i in np.argsort(-np.abs(d)) if abs(d[i]) >= 0.2)


def edge_letters(a):
    """From the middle of the image towards the middle of each edge."""
    columns, rows = a["size"]
    c, r = (columns - 1) / 2, (rows - 1) / 2
    middle = to_patient(a, c, r)
    edges = dict(left=(-0.5, r), right=(columns - 0.5, r), top=(c, -0.5), bottom=(c, rows - 0.5))
    return {name: letters(to_patient(a, *edge) - middle) for name, edge in edges.items()}


def cross_line(a, b):
    """On a: the edges of b's rectangle that pass through a's plane, then bisection for what lies on a."""
    normal_a, normal_b = np.cross(a["x"], a["y"]), np.cross(b["x"], b["y"])
    if np.degrees(np.arccos(min(1, abs(normal_a @ normal_b)))) < 3:
        return None
    w, h = b["size"]
    corners = [to_patient(b, *p) for p in [(-0.5, -0.5), (w - 0.5, -0.5), (w - 0.5, h - 0.5), (-0.5, h - 0.5)]]
    height = [to_pixel(a, p)[2] for p in corners]
    ends = []
    for i in range(4):
        j = (i + 1) % 4
        if height[i] * height[j] < 0:
            t = height[i] / (height[i] - height[j])
            ends.append(corners[i] + t * (corners[j] - corners[i]))
    if len(ends) < 2:
        return None
    p, q = ends

    to_a = np.linalg.inv(affine(a))

    def on_a(t):
        line = p[:, None] + np.outer(q - p, np.atleast_1d(t))
        c, r = (to_a[:, :3] @ line + to_a[:, 3:])[:2]
        on = (-0.5 <= c) & (c <= a["size"][0] - 0.5) & (-0.5 <= r) & (r <= a["size"][1] - 0.5)
        return on if np.ndim(t) else bool(on[0])

    along = np.linspace(0, 1, 4001)
    inside = along[on_a(along)]
    if len(inside) < 4:
        return None

    def edge(inner, outer):
        if on_a(outer):
            return outer
        for _ in range(60):
            middle = (inner + outer) / 2
            inner, outer = (middle, outer) if on_a(middle) else (inner, middle)
        return inner

    return [(p + edge(t, end) * (q - p)).tolist() for t, end in [(inside[0], 0.0), (inside[-1], 1.0)]]


def disc_stacks():
    """Per-disc axial stacks as scanners make them: five images of 4 mm for each of five discs, tilted along the lordosis."""
    images = []
    for disc, (height, tilt) in enumerate(zip((60, 25, -12, -48, -82), (12, 6, -2, -14, -32))):
        y = rotated(BACK, LEFT, tilt)
        normal = np.cross(LEFT, y)
        for step in range(-2, 3):
            centre = np.array([2, 20 - 6 * disc, height]) + normal * step * 4
            a = acquisition(f"disc {disc} image {step}", LEFT, y, (0, 0, 0), (1, 1), (90, 80))
            a["position"] = centre - (to_patient(a, 44.5, 39.5) - a["position"])
            images.append(a)
    return images


def nearest(images, point):
    distances = []
    for a in images:
        c, r = np.meshgrid(np.arange(a["size"][0]), np.arange(a["size"][1]))
        grid = np.stack([c.ravel(), r.ravel(), np.zeros(c.size), np.ones(c.size)])
        distances.append(float(np.linalg.norm((affine(a) @ grid)[:3].T - point, axis=1).min()))
    order = np.argsort(distances)
    return int(order[0]), distances[order[0]], distances[order[1]]


def plain(a):
    return dict(
        name=a["name"],
        position=a["position"].tolist(),
        columnDirection=a["x"].tolist(),
        rowDirection=a["y"].tolist(),
        columnSpacingMm=a["spacing"][1],
        rowSpacingMm=a["spacing"][0],
        columns=a["size"][0],
        rows=a["size"][1],
    )


def in_pixels(a, size):
    return [float(n) for n in np.round(rng.uniform(0, 1, 2) * (np.array(size) - 1), 3)]


def measurements():
    cases = []
    for a in ACQUISITIONS:
        points = [in_pixels(a, a["size"]) for _ in range(4)]
        p = [to_patient(a, *point) for point in points]
        u, v = p[0] - p[1], p[2] - p[1]
        angle = np.degrees(np.arccos(u @ v / np.linalg.norm(u) / np.linalg.norm(v)))
        s, t = p[1] - p[0], p[3] - p[2]
        cobb = np.degrees(np.arccos(abs(s @ t) / np.linalg.norm(s) / np.linalg.norm(t)))
        # The length's uncertainty by simulation: both ends anywhere on their pixel.
        jitter = rng.uniform(-0.5, 0.5, (200_000, 4))
        step = np.array(points[1]) - points[0] + jitter[:, 2:] - jitter[:, :2]
        spread = float(np.hypot(step[:, 0] * a["spacing"][1], step[:, 1] * a["spacing"][0]).std())
        cases.append(dict(acquisition=a["name"], points=points, lengthMm=float(np.linalg.norm(s)), lengthSdMm=spread,
                          angleDegrees=float(angle), cobbDegrees=float(cobb)))
    return cases


def ellipse():
    """Grey statistics over a ramp with noise, by a mask over the whole image."""
    columns, rows = 37, 29
    data = rng.integers(0, 1000, (rows, columns))
    a, b = (5.3, 4.1), (30.9, 22.6)
    r, c = np.mgrid[0:rows, 0:columns]
    mask = ((c - (a[0] + b[0]) / 2) / ((b[0] - a[0]) / 2)) ** 2 + ((r - (a[1] + b[1]) / 2) / ((b[1] - a[1]) / 2)) ** 2 <= 1
    values = data[mask] * 0.5 - 20
    return dict(columns=columns, rows=rows, data=data.ravel().tolist(), slope=0.5, intercept=-20, points=[a, b],
                pixels=int(mask.sum()), mean=float(values.mean()), sd=float(values.std(ddof=1)))


def main():
    stacks = disc_stacks()
    queries = []
    while len(queries) < 40:
        point = np.array([rng.uniform(-25, 25), rng.uniform(-30, 60), rng.uniform(-110, 80)])
        index, best, second = nearest(stacks, point)
        if second - best > 1.2:  # leave out ties within the pixel grid of this brute force
            queries.append(dict(point=point.tolist(), index=index, distanceMm=best))
    names = range(len(ACQUISITIONS))
    lines = [
        dict(image=ACQUISITIONS[i]["name"], other=ACQUISITIONS[j]["name"], endsMm=cross_line(ACQUISITIONS[i], ACQUISITIONS[j]))
        for i in names for j in names if i != j
    ]
    golden = dict(
        acquisitions=[plain(a) for a in ACQUISITIONS],
        letters={a["name"]: edge_letters(a) for a in ACQUISITIONS},
        crossLines=lines,
        discStacks=[plain(a) for a in stacks],
        nearest=queries,
        measurements=measurements(),
        ellipse=ellipse(),
    )

    def rounded(value):
        if isinstance(value, float):
            return round(value, 9)
        if isinstance(value, dict):
            return {key: rounded(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [rounded(item) for item in value]
        return value

    print(json.dumps(rounded(golden), separators=(",", ":")))


main()
