# Makes numbers.json: hmmlearn's hidden Markov models from given starts, without priors, on small panels.
# python3 make-numbers.py  (numpy, hmmlearn 0.3.3)
import json
import logging
import pathlib

import hmmlearn
import numpy as np
from hmmlearn import hmm

logging.disable(logging.WARNING)
ITERATIONS = 100


def draw(rng, kind, k, columns, lengths):
    stay = 0.8
    transitions = np.full((k, k), (1 - stay) / (k - 1)) + np.eye(k) * (stay - (1 - stay) / (k - 1))
    middles = 2 * rng.standard_normal((k, columns))
    mixing = rng.standard_normal((k, columns, columns)) / 2 + np.eye(columns)
    rows = []
    for length in lengths:
        state = rng.integers(k)
        for _ in range(length):
            if kind == "poisson":
                rows.append(rng.poisson(np.exp(middles[state] / 2)).astype(float))
            elif kind == "bernoulli":
                rows.append((rng.random(columns) < 1 / (1 + np.exp(-middles[state]))).astype(float))
            else:
                rows.append(np.round(middles[state] + mixing[state] @ rng.standard_normal(columns), 3))
            state = rng.choice(k, p=transitions[state])
    return np.array(rows), transitions


def start_of(rng, kind, rows, k, columns):
    if kind == "poisson":
        return rows.mean(0) * rng.uniform(0.5, 2, (k, columns)).round(3), None
    if kind == "bernoulli":
        return rng.uniform(0.2, 0.8, (k, columns)).round(3), None
    means = rows[rng.choice(len(rows), k, replace=False)]
    variances = rows.var(0)
    covariances = {
        "diagonal": np.tile(variances, (k, 1)),
        "spherical": np.full(k, variances.mean()),
        "tied": np.diag(variances),
        "full": np.tile(np.diag(variances), (k, 1, 1)),
    }[kind]
    return means, covariances


def model_of(kind, k, implementation):
    common = dict(
        n_components=k, n_iter=ITERATIONS, tol=-np.inf, init_params="", implementation=implementation
    )
    if kind == "poisson":
        return hmm.PoissonHMM(lambdas_prior=0, lambdas_weight=0, **common)
    if kind == "bernoulli":
        return hmm.CategoricalHMM(n_features=2, **common)
    name = {"diagonal": "diag"}.get(kind, kind)
    return hmm.GaussianHMM(
        covariance_type=name, covars_prior=0, covars_weight=0, min_covar=0, **common
    )


def run(kind, k, rows, lengths, start, implementation):
    model = model_of(kind, k, implementation)
    model.startprob_ = np.array(start["startProbability"])
    model.transmat_ = np.array(start["transitionMatrix"])
    means = np.array(start["means"])
    if kind == "poisson":
        model.lambdas_ = means
    elif kind == "bernoulli":
        model.emissionprob_ = np.hstack([1 - means, means])
        rows = rows.astype(int)
    else:
        model.means_ = means
        model.covars_ = np.array(start["covariances"])
    model.fit(rows, lengths)
    return model, rows


def parameters(kind, model):
    if kind == "poisson":
        means, covariances = model.lambdas_, np.zeros(0)
    elif kind == "bernoulli":
        means, covariances = model.emissionprob_[:, 1:], np.zeros(0)
    else:
        means, covariances = model.means_, model._covars_
        if kind == "spherical":
            # hmmlearn repeats the variance for every column.
            covariances = np.asarray(covariances).reshape(len(means), -1)[:, 0]
    return {
        "startProbability": model.startprob_.tolist(),
        "transitionMatrix": model.transmat_.tolist(),
        "means": means.tolist(),
        "covariances": np.asarray(covariances).ravel().tolist(),
    }


def case(kind, k, columns, seed):
    rng = np.random.default_rng(seed)
    lengths = [1, 2, 30, 17, 25, 8, 40, 12, 1, 33]
    rows, transitions = draw(rng, kind, k, columns, lengths)
    means, covariances = start_of(rng, kind, rows, k, columns)
    start = {
        "startProbability": np.full(k, 1 / k).tolist(),
        "transitionMatrix": transitions.tolist(),
        "means": np.asarray(means).tolist(),
        "covariances": [] if covariances is None else np.asarray(covariances).tolist(),
    }
    model, cells = run(kind, k, rows, lengths, start, "scaling")
    logarithmic, _ = run(kind, k, rows, lengths, start, "log")
    log_likelihood, posterior = model.score_samples(cells, lengths)
    start["covariances"] = np.asarray(start["covariances"]).ravel().tolist()
    return {
        "name": f"{kind}, {k} states",
        "kind": kind,
        "lengths": lengths,
        "rows": rows.tolist(),
        "start": start,
        "history": {
            "scaling": list(map(float, model.monitor_.history)),
            "log": list(map(float, logarithmic.monitor_.history)),
        },
        "fitted": parameters(kind, model),
        "logLikelihood": float(log_likelihood),
        "viterbi": model.predict(cells, lengths).tolist(),
        "posterior": posterior.round(12).tolist(),
    }


cases = [
    case("diagonal", 3, 3, 1),
    case("spherical", 2, 2, 2),
    case("tied", 3, 2, 3),
    case("full", 2, 3, 4),
    case("poisson", 2, 2, 5),
    case("bernoulli", 2, 1, 6),
]
for one in cases:
    assert len(one["history"]["log"]) == len(one["history"]["scaling"]) == ITERATIONS, one["name"]
target = pathlib.Path(__file__).with_name("numbers.json")
target.write_text(json.dumps({"hmmlearn": hmmlearn.__version__, "cases": cases}) + "\n")
