# Times scikit-learn's Gaussian mixture from a given start, for a given number of iterations.
# Arguments: rows file (float64, row-major), start file (float64: weights, means, covariances), columns,
# components, shape, iterations, runs.
# Prints {"version", "ms", "how", "logLikelihood"} of the fastest thread count.
import json
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_limits

# The iterations are few on purpose.
warnings.simplefilter("ignore", ConvergenceWarning)
rows_file, start_file, shape = sys.argv[1], sys.argv[2], sys.argv[5]
columns, k, iterations, runs = (int(sys.argv[i]) for i in (3, 4, 6, 7))
rows = np.fromfile(rows_file).reshape(-1, columns)
start = np.fromfile(start_file)
weights, means, covariances = np.split(start, [k, k + k * columns])
if shape == "full":
    precisions = np.linalg.inv(covariances.reshape(k, columns, columns))
else:
    precisions = 1 / covariances.reshape(k, columns)
best = None
for threads in (1, 2):
    with threadpool_limits(threads):
        for _ in range(runs):
            model = GaussianMixture(
                k,
                covariance_type={"full": "full", "diagonal": "diag"}[shape],
                tol=0,
                reg_covar=0,
                max_iter=iterations,
                weights_init=weights,
                means_init=means.reshape(k, columns),
                precisions_init=precisions,
            )
            begin = time.perf_counter()
            model.fit(rows)
            ms = 1e3 * (time.perf_counter() - begin)
            if best is None or ms < best["ms"]:
                best = {
                    "version": sklearn.__version__,
                    "ms": ms,
                    "how": f"{threads} thread{'s' * (threads > 1)}",
                    "logLikelihood": model.score(rows),
                }
print(json.dumps(best))
