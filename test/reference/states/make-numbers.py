# Writes numbers.json: what hmmlearn, numpy and scipy say of a small panel under a given model.
#   pip install hmmlearn==0.3.3 numpy scipy==1.17.1
#   python make-numbers.py > numbers.json
import json

import hmmlearn
import numpy as np
import scipy
from hmmlearn.hmm import GaussianHMM
from scipy import stats

rng = np.random.default_rng(11)
model = GaussianHMM(3, covariance_type="diag")
model.startprob_ = np.array([0.5, 0.3, 0.2])
model.transmat_ = np.array([[0.8, 0.15, 0.05], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7]])
model.means_ = np.array([[-1.5, 0.5], [0.5, 2.0], [2.0, -1.0]])
covars = np.array([[1.0, 0.6], [0.8, 1.2], [0.9, 0.7]])
model.n_features = 2
model.covars_ = covars

lengths = [1, 9, 4, 7, 2, 12, 5, 1, 8, 6, 10, 11]
parts = [model.sample(length, random_state=int(rng.integers(1 << 30)))[0] for length in lengths]
rows = np.round(np.concatenate(parts), 3)
starts = np.concatenate([[0], np.cumsum(lengths)])

log_likelihood, posterior = model.score_samples(rows, lengths)
_, paths = model.decode(rows, lengths)
persons = [slice(a, b) for a, b in zip(starts[:-1], starts[1:])]
entropies = stats.entropy(posterior, axis=1)


def dwell(state):
    """Kaplan-Meier of run lengths; a run cut off at length t is known to be longer than t - 1."""
    ended, cut = [], []
    for person in persons:
        path = paths[person]
        edges = np.flatnonzero(np.diff(path)) + 1
        runs = np.split(path, edges)
        for i, run in enumerate(runs):
            if run[0] != state:
                continue
            if i < len(runs) - 1:
                ended.append(len(run))
            else:
                cut.append(len(run) - 1)
    survival = stats.ecdf(stats.CensoredData(uncensored=ended, right=cut)).sf
    longest = max(max(ended), max(cut, default=0))
    return [float(survival.evaluate(t)) for t in range(1, longest + 1)]


now = np.array([posterior[person][-1] for person in persons])
forecasts = [now @ np.linalg.matrix_power(model.transmat_, h) for h in range(1, 13)]
print(
    json.dumps(
        {
            "hmmlearn": hmmlearn.__version__,
            "scipy": scipy.__version__,
            "rows": rows.tolist(),
            "starts": starts.tolist(),
            "startProbability": model.startprob_.tolist(),
            "transitionMatrix": model.transmat_.tolist(),
            "means": model.means_.tolist(),
            "variances": covars.tolist(),
            "logLikelihood": log_likelihood,
            "aic": model.aic(rows, lengths),
            "bicRows": model.bic(rows, lengths),
            "entropy": float(entropies.sum()),
            "meanEntropies": [float(entropies[p].mean() / np.log(3)) for p in persons],
            "dominantShares": [float(np.bincount(paths[p]).max() / len(paths[p])) for p in persons],
            "switches": [int((np.diff(paths[p]) != 0).sum()) for p in persons],
            "now": now.tolist(),
            "forecasts": np.array(forecasts).tolist(),
            "longRun": model.get_stationary_distribution().tolist(),
            "profileMeans": [np.average(rows, axis=0, weights=posterior[:, k]).tolist() for k in range(3)],
            "survivals": [dwell(k) for k in range(3)],
        }
    )
)
