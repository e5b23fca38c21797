# Times scikit-learn's histogram gradient boosting.
# Arguments: rows file (float64, row-major), labels file (int32), columns, rounds, runs.
# Prints {"version", "ms", "how", "loss"} of the fastest thread count.
import json
import sys
import time

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss
from threadpoolctl import threadpool_limits

rows_file, labels_file, columns, rounds, runs = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
rows = np.fromfile(rows_file).reshape(-1, columns)
labels = np.fromfile(labels_file, dtype=np.int32)
best = None
for threads in (1, 2):
    with threadpool_limits(threads):
        for _ in range(runs):
            model = HistGradientBoostingClassifier(max_iter=rounds, early_stopping=False)
            begin = time.perf_counter()
            model.fit(rows, labels)
            ms = 1e3 * (time.perf_counter() - begin)
            if best is None or ms < best["ms"]:
                best = {
                    "version": sklearn.__version__,
                    "ms": ms,
                    "how": f"{threads} thread{'s' * (threads > 1)}",
                    "loss": log_loss(labels, model.predict_proba(rows)),
                }
print(json.dumps(best))
