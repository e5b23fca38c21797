"""Writes numbers.json: Davies-Bouldin and Calinski-Harabasz by scikit-learn, elbows by kneed
and normal quantiles by scipy.

Run with numpy, scipy, scikit-learn and kneed: python make-numbers.py
"""
import importlib.metadata
import json
import pathlib
import numpy as np
from kneed import KneeLocator
from scipy.stats import norm
from sklearn.cluster import KMeans
from sklearn.datasets import make_blobs
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score

rows, _ = make_blobs(240, 3, centers=4, cluster_std=1.6, random_state=5)
rows = rows.round(6)

criteria = []
inertias = [float(((rows - rows.mean(0)) ** 2).sum())]
for k in range(2, 9):
    fit = KMeans(k, n_init=10, random_state=1).fit(rows)
    inertias.append(float(fit.inertia_))
    criteria.append({
        "k": k,
        "labels": fit.labels_.tolist(),
        "inertia": float(fit.inertia_),
        "daviesBouldin": float(davies_bouldin_score(rows, fit.labels_)),
        "calinskiHarabasz": float(calinski_harabasz_score(rows, fit.labels_)),
    })

curves = [inertias, [100, 60, 30, 24, 20, 17, 15], [50, 20, 15, 12, 10, 9, 8.5, 8]]
elbows = []
for curve in curves:
    ks = list(range(1, len(curve) + 1))
    found = KneeLocator(ks, curve, S=0, curve="convex", direction="decreasing")
    elbows.append({"inertias": curve, "k": int(found.knee)})

numbers = {
    "versions": {p: importlib.metadata.version(p) for p in ["numpy", "scipy", "scikit-learn", "kneed"]},
    "columns": rows.T.tolist(),
    "criteria": criteria,
    "elbows": elbows,
    "normalQuantiles": [[p, float(norm.ppf(p))] for p in [1e-6, 0.001, 0.02425, 0.2, 0.5, 0.77, 0.999]],
}
pathlib.Path(__file__).with_name("numbers.json").write_text(json.dumps(numbers) + "\n")
