"""Writes numbers.json: scikit-learn's GaussianMixture from given starts, for all four shapes.

Run with numpy and scikit-learn: python make-numbers.py
"""
import json
import pathlib
import warnings
import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.mixture import GaussianMixture

rng = np.random.default_rng(7)
k, d = 3, 3
rows = np.concatenate([
    rng.multivariate_normal([0, 0, 0], [[1, 0.6, 0], [0.6, 1, 0.2], [0, 0.2, 0.5]], 150),
    rng.multivariate_normal([3, 1, -1], [[0.6, -0.3, 0.1], [-0.3, 1.4, 0], [0.1, 0, 0.7]], 100),
    rng.multivariate_normal([-1, 3, 2], [[1.2, 0, 0.5], [0, 0.4, 0], [0.5, 0, 1.6]], 70),
]).round(6)
n = len(rows)
labels = KMeans(k, n_init=1, random_state=3).fit_predict(rows)
shapes = {"full": "full", "diagonal": "diag", "spherical": "spherical", "tied": "tied"}


def start(shape):
    weights = np.bincount(labels) / n
    means = np.array([rows[labels == c].mean(0) for c in range(k)])
    scatters = [np.cov(rows[labels == c].T, bias=True) for c in range(k)]
    if shape == "full":
        precisions = np.array([np.linalg.inv(s) for s in scatters])
    elif shape == "tied":
        precisions = np.linalg.inv(sum(w * s for w, s in zip(weights, scatters)))
    elif shape == "diag":
        precisions = np.array([1 / np.diag(s) for s in scatters])
    else:
        precisions = np.array([1 / np.diag(s).mean() for s in scatters])
    return weights, means, precisions


def fit(shape, iterations):
    weights, means, precisions = start(shape)
    model = GaussianMixture(
        k, covariance_type=shape, weights_init=weights, means_init=means,
        precisions_init=precisions, reg_covar=0, tol=0, max_iter=iterations,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model.fit(rows)


results = {}
for name, shape in shapes.items():
    iterations = 25
    model = fit(shape, iterations)
    log_likelihood = model.score(rows) * n
    posterior = model.predict_proba(rows)
    entropy = -np.sum(posterior * np.log(np.maximum(posterior, 1e-300)))
    results[name] = {
        "iterations": iterations,
        "trace": (np.array(model.lower_bounds_) * n).tolist(),
        "logLikelihood": log_likelihood,
        "weights": model.weights_.tolist(),
        "means": model.means_.ravel().tolist(),
        "covariances": model.covariances_.ravel().tolist(),
        "parameterCount": int(model._n_parameters()),
        "bic": model.bic(rows),
        "aic": model.aic(rows),
        "icl": model.bic(rows) + 2 * entropy,
        "posterior": posterior[:10].tolist(),
        "labels": model.predict(rows).tolist(),
    }

numbers = {
    "versions": {"numpy": np.__version__, "scikit-learn": sklearn.__version__},
    "k": k,
    "columns": rows.T.tolist(),
    "startLabels": labels.tolist(),
    "results": results,
}
pathlib.Path(__file__).with_name("numbers.json").write_text(json.dumps(numbers) + "\n")
