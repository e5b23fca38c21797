# Writes numbers.json: scikit-learn's DBSCAN and HDBSCAN and distances to neighbours.
#   pip install scikit-learn==1.9.1 numpy==2.4.6 scipy
#   python make-numbers.py > numbers.json
import json

import numpy as np
import sklearn
from scipy.cluster.hierarchy import DisjointSet
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from sklearn.cluster import DBSCAN, HDBSCAN
from sklearn.cluster._hdbscan._linkage import MST_edge_dtype, make_single_linkage
from sklearn.cluster._hdbscan._tree import tree_to_labels
from sklearn.datasets import load_iris, make_blobs, make_circles, make_moons
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(5)
blobs, _ = make_blobs(300, 3, centers=5, cluster_std=1.2, random_state=0)
uneven, _ = make_blobs([150, 60, 30], 2, cluster_std=[0.4, 1.0, 2.0], random_state=4)
wide, _ = make_blobs(250, 10, centers=4, cluster_std=1.5, random_state=2)
moons, _ = make_moons(240, noise=0.06, random_state=1)
circles, _ = make_circles(240, factor=0.5, noise=0.04, random_state=1)
noise = rng.uniform(0, 10, (200, 2))
grid = np.array([[i, j] for i in range(12) for j in range(12)], dtype=float)
repeated = np.repeat(rng.integers(0, 6, (40, 2)).astype(float), 4, axis=0)

cases = [
    ("iris", load_iris().data, [(0.42, 5), (0.5, 5), (0.3, 4)], [(5, 5), (15, 5)]),
    ("blobs", blobs, [(0.8, 5), (1.2, 6), (1.6, 10)], [(5, 5), (10, 6), (20, 10)]),
    ("uneven blobs", uneven, [(0.3, 4), (0.6, 5), (1.0, 8)], [(5, 5), (12, 4)]),
    ("ten dimensions", wide, [(4.0, 5), (5.0, 20), (5.5, 10)], [(5, 5), (10, 10)]),
    ("moons", moons, [(0.1, 5), (0.2, 5), (0.15, 10)], [(5, 5), (10, 5)]),
    ("circles", circles, [(0.1, 4), (0.15, 5)], [(5, 5), (8, 4)]),
    ("nothing there", noise, [(0.5, 4), (0.8, 5), (3.0, 5)], [(5, 5), (10, 10)]),
    ("a grid of ties", grid, [(1.0, 5), (1.0, 3), (1.4143, 9), (0.5, 2)], []),
    ("repeated rows", repeated, [(0.5, 4), (1.0, 13), (1.0, 9), (0.1, 5)], []),
]


def hdbscan(rows, min_cluster_size, min_samples):
    """Labels of scikit-learn's own steps, but with ties of the spanning tree broken by distance.

    HDBSCAN itself leaves equal edges to an unstable sort; tiedRows says how many rows it labels
    otherwise for that reason."""
    fit = HDBSCAN(min_cluster_size=min_cluster_size, min_samples=min_samples, copy=True).fit(rows)
    cores = NearestNeighbors(n_neighbors=min_samples).fit(rows).kneighbors(rows)[0][:, -1]
    distances = cdist(rows, rows)
    reaches = np.maximum(distances, np.maximum.outer(cores, cores))
    first, second = np.triu_indices(len(rows), 1)
    order = np.lexsort((second, first, distances[first, second], reaches[first, second]))
    sets = DisjointSet(range(len(rows)))
    edges = [
        (first[edge], second[edge], reaches[first[edge], second[edge]])
        for edge in order
        if sets.merge(first[edge], second[edge])
    ]
    linkage = make_single_linkage(np.array(edges, dtype=MST_edge_dtype))
    labels, strengths = tree_to_labels(linkage, min_cluster_size, "eom", False, 0.0, None)
    return {
        "minClusterSize": min_cluster_size,
        "minSamples": min_samples,
        "tiedRows": differing(labels, fit.labels_),
        "labels": labels.tolist(),
        "strengths": np.round(strengths, 12).tolist(),
    }


def differing(labels, others):
    """Rows with another label under the best renumbering."""
    table = np.zeros((labels.max() + 2, others.max() + 2), dtype=int)
    np.add.at(table, (labels + 1, others + 1), 1)
    rows, columns = linear_sum_assignment(-table[1:, 1:])
    return int(len(labels) - table[0, 0] - table[1:, 1:][rows, columns].sum())


def dbscan(rows, eps, min_pts):
    fit = DBSCAN(eps=eps, min_samples=min_pts).fit(rows)
    return {
        "eps": eps,
        "minPts": min_pts,
        "labels": fit.labels_.tolist(),
        "coreCount": len(fit.core_sample_indices_),
    }


out = []
for name, rows, radii, sizes in cases:
    rows = np.round(rows, 4)
    distances = NearestNeighbors(n_neighbors=6).fit(rows).kneighbors(rows)[0][:, -1]
    out.append(
        {
            "name": name,
            "rows": rows.tolist(),
            "sixthDistances": np.round(distances, 12).tolist(),
            "dbscan": [dbscan(rows, *radius) for radius in radii],
            "hdbscan": [hdbscan(rows, *size) for size in sizes],
        }
    )
print(json.dumps({"scikit-learn": sklearn.__version__, "cases": out}))
