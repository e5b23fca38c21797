"""Writes numbers.json: RFM features of the CDNOW sample by pandas, and what numpy, scipy and
scikit-learn make of them. Only totals are written, no customer.

Run with numpy, scipy, pandas and scikit-learn: python make-numbers.py path/to/CDNOW_sample.txt
"""
import importlib.metadata
import json
import pathlib
import sys
import numpy as np
import pandas as pd
from scipy.stats import skew
from sklearn.cluster import KMeans
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score

names = ["master", "sample", "date", "cds", "dollars"]
rows = pd.read_csv(sys.argv[1], sep=r"\s+", header=None, names=names)
rows["date"] = pd.to_datetime(rows["date"].astype(str), format="%Y%m%d")
as_of = rows["date"].max() + pd.Timedelta(days=1)
people = rows.groupby("sample").agg(
    last=("date", "max"), purchases=("date", "size"), days=("date", "nunique"), dollars=("dollars", "sum")
)
people["recency"] = (as_of - people["last"]).dt.days
raw = people[["recency", "purchases", "dollars"]].to_numpy(float)

logged = np.log1p(raw)
upper = np.quantile(logged, 0.995, axis=0)
cut = np.minimum(logged, upper)
z = (cut - cut.mean(0)) / cut.std(0)

fits = []
# From 6 on many starts end in local optima of nearly the same inertia, and no two programs agree.
for k in range(2, 6):
    fit = KMeans(k, n_init=50, random_state=0, tol=1e-8, max_iter=1000).fit(z)
    fits.append({
        "k": k,
        "inertia": float(fit.inertia_),
        "sizes": sorted(np.bincount(fit.labels_).tolist()),
        "silhouette": float(silhouette_score(z, fit.labels_)),
        "daviesBouldin": float(davies_bouldin_score(z, fit.labels_)),
        "calinskiHarabasz": float(calinski_harabasz_score(z, fit.labels_)),
    })

dollars = np.sort(people["dollars"].to_numpy())[::-1]
ascending = dollars[::-1]
n = len(dollars)
numbers = {
    "versions": {p: importlib.metadata.version(p) for p in ["numpy", "scipy", "pandas", "scikit-learn"]},
    "asOf": str(as_of.date()),
    "rows": len(rows),
    "people": n,
    "cds": int(rows["cds"].sum()),
    "dollars": float(rows["dollars"].sum()),
    "purchaseDays": int(people["days"].sum()),
    "columns": [
        {
            "name": name,
            "mean": float(raw[:, i].mean()),
            "median": float(np.median(raw[:, i])),
            "quintiles": np.quantile(raw[:, i], [0.2, 0.4, 0.6, 0.8]).tolist(),
            "skewBefore": float(skew(raw[:, i])),
            "skewAfter": float(skew(cut[:, i])),
            "upper": float(upper[i]),
            "logMean": float(cut[:, i].mean()),
            "logDeviation": float(cut[:, i].std()),
        }
        for i, name in enumerate(["recency", "purchases", "dollars"])
    ],
    "fits": fits,
    "topFifthShare": float(dollars[: int(np.ceil(n / 5))].sum() / dollars.sum()),
    "gini": float(2 * (np.arange(1, n + 1) * ascending).sum() / (n * ascending.sum()) - (n + 1) / n),
}
pathlib.Path(__file__).with_name("numbers.json").write_text(json.dumps(numbers, indent=1) + "\n")
