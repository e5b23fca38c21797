# Writes numbers.json: what scikit-learn's Lloyd k-means makes of small data sets from given starts.
#   pip install scikit-learn==1.9.1 numpy==2.4.6
#   python make-numbers.py > numbers.json
import json

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris, make_blobs


def case(name, rows, start, **params):
    rows = np.round(rows, 4)
    start = np.round(start, 4)
    model = KMeans(len(start), init=start, n_init=1, algorithm="lloyd", **params).fit(rows)
    distances = np.sort(model.transform(rows), axis=1)
    return {
        "name": name,
        "rows": rows.tolist(),
        "start": start.tolist(),
        "params": params,
        "centroids": model.cluster_centers_.tolist(),
        "labels": model.labels_.tolist(),
        "inertia": model.inertia_,
        "iterations": model.n_iter_,
        "margins": np.round(1 - distances[:, 0] / distances[:, 1], 12).tolist(),
    }


rng = np.random.default_rng(7)
blobs, _ = make_blobs(200, 3, centers=5, cluster_std=2.5, random_state=0)
wide, _ = make_blobs(120, 12, centers=4, cluster_std=4, random_state=1)
iris = load_iris().data
skewed = np.log1p(rng.lognormal(2, 1.5, (200, 3)))
cases = [
    case("blobs, default tolerance", blobs, blobs[:5], max_iter=300, tol=1e-4),
    case("blobs, to the last change", blobs, blobs[:5], max_iter=300, tol=0),
    case("blobs, stopped after three iterations", blobs, blobs[:5], max_iter=3, tol=0),
    case("blobs, loose tolerance", blobs, blobs[5:10], max_iter=300, tol=0.05),
    case("twelve columns", wide, wide[:4], max_iter=300, tol=1e-4),
    case("iris", iris, iris[[0, 60, 120]], max_iter=300, tol=1e-4),
    case("one column", skewed[:, :1], skewed[:6, :1], max_iter=300, tol=0),
    case("skewed, without clusters", skewed, skewed[:8], max_iter=300, tol=1e-4),
    case(
        "one cluster loses its rows",
        blobs,
        np.vstack([blobs[:4], [[500, 500, 500]]]),
        max_iter=300,
        tol=0,
    ),
    case("far from zero", blobs + 1e6, blobs[:5] + 1e6, max_iter=300, tol=0),
]
print(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}))
