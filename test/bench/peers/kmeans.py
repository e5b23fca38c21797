# Times scikit-learn's k-means from given centroids.
# Arguments: rows file, start file (float64, row-major), columns, k, runs.
# Prints {"version", "ms", "how", "iterations", "inertia"} of the fastest algorithm and thread count.
import json
import sys
import time

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

rows_file, start_file, columns, k, runs = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
rows = np.fromfile(rows_file).reshape(-1, columns)
start = np.fromfile(start_file).reshape(k, columns)
best = None
for algorithm in ("lloyd", "elkan"):
    for threads in (1, 2):
        with threadpool_limits(threads):
            for _ in range(runs):
                model = KMeans(k, init=start, n_init=1, max_iter=300, tol=1e-4, algorithm=algorithm)
                begin = time.perf_counter()
                model.fit(rows)
                ms = 1e3 * (time.perf_counter() - begin)
                if best is None or ms < best["ms"]:
                    best = {
                        "version": sklearn.__version__,
                        "ms": ms,
                        "how": f"{algorithm}, {threads} thread{'s' * (threads > 1)}",
                        "iterations": model.n_iter_,
                        "inertia": model.inertia_,
                    }
print(json.dumps(best))
