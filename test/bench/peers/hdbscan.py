# Times scikit-learn's HDBSCAN.
# Arguments: rows file (float64, row-major), columns, minClusterSize, minSamples, runs, labels file to
# write (int32).
# Prints {"version", "ms", "how", "clusters", "noise"} of the fastest thread count.
import json
import sys
import time

import numpy as np
import sklearn
from sklearn.cluster import HDBSCAN

rows_file, columns, min_cluster_size, min_samples, runs, labels_file = sys.argv[1:7]
rows = np.fromfile(rows_file).reshape(-1, int(columns))
best = None
for threads in (1, 2):
    for _ in range(int(runs)):
        begin = time.perf_counter()
        labels = (
            HDBSCAN(
                min_cluster_size=int(min_cluster_size),
                min_samples=int(min_samples),
                n_jobs=threads,
                copy=True,
            )
            .fit(rows)
            .labels_
        )
        ms = 1e3 * (time.perf_counter() - begin)
        if best is None or ms < best["ms"]:
            best = {
                "version": sklearn.__version__,
                "ms": ms,
                "how": f"{threads} thread{'s' * (threads > 1)}",
                "clusters": int(labels.max() + 1),
                "noise": int((labels == -1).sum()),
            }
labels.astype(np.int32).tofile(labels_file)
print(json.dumps(best))
