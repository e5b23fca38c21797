# Times scikit-learn's DBSCAN.
# Arguments: rows file (float64, row-major), columns, eps, minPts, runs, labels file to write (int32).
# Prints {"version", "ms", "how", "clusters", "noise"} of the fastest thread count.
import json
import sys
import time

import numpy as np
import sklearn
from sklearn.cluster import DBSCAN

rows_file, columns, eps, min_pts, runs, labels_file = sys.argv[1:7]
rows = np.fromfile(rows_file).reshape(-1, int(columns))
best = None
for threads in (1, 2):
    for _ in range(int(runs)):
        begin = time.perf_counter()
        labels = DBSCAN(eps=float(eps), min_samples=int(min_pts), n_jobs=threads).fit(rows).labels_
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
