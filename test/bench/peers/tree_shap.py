# Fits a model of scikit-learn, writes it in our layout, and times shap's TreeExplainer on it.
# Arguments: what (shallow, deep), rows file (float64, row-major), labels file (uint8), columns, runs,
# file to write the model to.
# Prints {"version", "ms", "rowCount", "values": sum of |value| of the last class}.
import json
import pathlib
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent.parent / "reference/explanations"))
import numpy as np
import shap
from ensembles import binary_boosting, forest
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier

what, rows_file, labels_file, columns, runs, model_file = sys.argv[1:]
rows = np.fromfile(rows_file).reshape(-1, int(columns))
labels = np.fromfile(labels_file, dtype=np.uint8)
if what == "shallow":
    model = GradientBoostingClassifier(n_estimators=100, max_depth=6, random_state=0)
    model.fit(rows, labels)
    trees = sum(tree.predict(rows[:1])[0] for tree in model.estimators_.ravel())
    base = model.decision_function(rows[:1])[0] - model.learning_rate * trees
    ensemble, explained = binary_boosting(model, base), rows
else:
    model = RandomForestClassifier(10, random_state=0).fit(rows, labels)
    ensemble, explained = forest(model), rows[:200]
with open(model_file, "w") as file:
    json.dump(ensemble, file)
explainer = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
best = None
for _ in range(int(runs)):
    begin = time.perf_counter()
    values = explainer.shap_values(explained, check_additivity=False)
    ms = 1e3 * (time.perf_counter() - begin)
    best = ms if best is None else min(best, ms)
values = np.asarray(values)
last = values[..., -1] if values.ndim == 3 else values
print(
    json.dumps(
        {
            "version": shap.__version__,
            "ms": best,
            "rowCount": len(explained),
            "values": float(np.abs(last).sum()),
        }
    )
)
