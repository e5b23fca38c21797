"""Writes numbers.json: moments, quantiles, correlations and intervals by numpy, scipy and statsmodels' formulas.

Run with numpy and scipy: python make-numbers.py
"""
import json
import pathlib
import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(20150520)
columns = {
    "normal": rng.normal(3, 2, 60),
    "lognormal": rng.lognormal(0, 1.2, 60),
    "counts": rng.poisson(1.3, 60).astype(float),
    "offset": 1e8 + rng.gamma(2.0, 1e-2, 60),
}
probabilities = [0, 0.01, 0.2, 0.25, 0.5, 0.6, 0.8, 0.995, 1]


def moments(x):
    return {
        "mean": float(np.mean(x.astype(np.longdouble))),
        "populationVariance": float(np.var(x.astype(np.longdouble))),
        "sampleVariance": float(np.var(x.astype(np.longdouble), ddof=1)),
        "skewness": float(stats.skew(x.astype(np.longdouble) - np.longdouble(x[0]))),
        "excessKurtosis": float(stats.kurtosis(x.astype(np.longdouble) - np.longdouble(x[0]))),
    }


wilson = []
for successes, total in [(0, 10), (1, 10), (5, 10), (10, 10), (158, 995), (3, 100000)]:
    interval = stats.binomtest(successes, total).proportion_ci(method="wilson")
    wilson.append([successes, total, float(interval.low), float(interval.high)])

numbers = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
    "columns": {name: x.tolist() for name, x in columns.items()},
    "moments": {name: moments(x) for name, x in columns.items()},
    "probabilities": probabilities,
    "quantiles": {name: np.quantile(x, probabilities).tolist() for name, x in columns.items()},
    "correlations": [
        {
            "a": a,
            "b": b,
            "pearson": float(stats.pearsonr(columns[a], columns[b])[0]),
            "spearman": float(stats.spearmanr(columns[a], columns[b])[0]),
        }
        for a, b in [("normal", "lognormal"), ("normal", "counts"), ("lognormal", "counts")]
    ],
    "wilson": wilson,
    "studentT95": [[n, float(stats.t.ppf(0.975, n))] for n in [1, 2, 3, 4, 5, 9, 19, 100, 101, 1000]],
}
pathlib.Path(__file__).with_name("numbers.json").write_text(json.dumps(numbers, indent=1) + "\n")
