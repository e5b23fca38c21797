# Times one iteration of expectation-maximisation and the Viterbi paths of hmmlearn's GaussianHMM.
# Arguments: rows file (float64, row-major), columns, rows of a sequence, start file (float64: start
# probabilities, transitions, means, covariances), states, runs, covariance_type of hmmlearn.
# Prints {"version", "scalingMs", "logMs", "viterbiMs", "logLikelihood", "means", "states"}, the last a
# file of int64.
import json
import logging
import sys
import time

import hmmlearn
import numpy as np
from hmmlearn import hmm

logging.disable(logging.WARNING)
rows_file, start_file = sys.argv[1], sys.argv[4]
columns, length, k, runs = int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[5]), int(sys.argv[6])
covariance_type = sys.argv[7]
rows = np.fromfile(rows_file).reshape(-1, columns)
lengths = np.full(len(rows) // length, length)
start = np.fromfile(start_file)


def model_of(implementation):
    model = hmm.GaussianHMM(
        k, covariance_type, n_iter=1, init_params="", covars_prior=0, covars_weight=0, min_covar=0,
        implementation=implementation,
    )
    model.startprob_ = start[:k]
    model.transmat_ = start[k : k + k * k].reshape(k, k)
    rest = start[k + k * k :]
    model.means_ = rest[: k * columns].reshape(k, columns)
    shape = {"diag": (k, columns), "tied": (columns, columns), "full": (k, columns, columns)}
    model.covars_ = rest[k * columns :].reshape(shape[covariance_type])
    return model


def shortest(run, count):
    best = float("inf")
    for _ in range(count):
        begin = time.perf_counter()
        result = run()
        best = min(best, 1e3 * (time.perf_counter() - begin))
    return best, result


scaling_ms, fitted = shortest(lambda: model_of("scaling").fit(rows, lengths), runs)
log_ms, _ = shortest(lambda: model_of("log").fit(rows, lengths), 1)
viterbi_ms, states = shortest(lambda: model_of("scaling").predict(rows, lengths), runs)
states_file = start_file + ".states"
np.asarray(states, dtype=np.int64).tofile(states_file)
print(
    json.dumps(
        {
            "version": hmmlearn.__version__,
            "scalingMs": scaling_ms,
            "logMs": log_ms,
            "viterbiMs": viterbi_ms,
            "logLikelihood": fitted.monitor_.history[0],
            "means": fitted.means_.ravel().tolist(),
            "states": states_file,
        }
    )
)
