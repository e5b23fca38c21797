# Writes numbers.json: scikit-learn's silhouette of every row.
#   pip install scikit-learn==1.9.1 numpy==2.4.6
#   python make-numbers.py > numbers.json
import json

import numpy as np
import sklearn
from sklearn.datasets import load_iris, make_blobs
from sklearn.metrics import silhouette_samples


def case(name, rows, labels):
    rows = np.round(rows, 4)
    return {
        "name": name,
        "rows": rows.tolist(),
        "labels": [int(label) for label in labels],
        "values": np.round(silhouette_samples(rows, labels), 14).tolist(),
    }


blobs, truth = make_blobs(200, 3, centers=4, cluster_std=2, random_state=0)
rng = np.random.default_rng(3)
iris = load_iris()
alone = np.array(truth)
alone[0] = 4
cases = [
    case("blobs", blobs, truth),
    case("labels at random", blobs, rng.integers(0, 3, 200)),
    case("one row alone in its cluster", blobs, alone),
    case("iris", iris.data, iris.target),
    case("one column", blobs[:, :1], truth),
    case("two rows a cluster", blobs[:6], [0, 0, 1, 1, 2, 2]),
]
print(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}))
