# Writes numbers.json: SHAP values of shap's TreeExplainer, and partial dependence and weighted ridge of
# scikit-learn, with the fitted trees in our layout.
#   pip install shap==0.51.0 scikit-learn==1.9.1 numpy==2.4.6
#   python make-numbers.py > numbers.json
import json

import numpy as np
import shap
import sklearn
from ensembles import binary_boosting, forest, histogram_boosting
from sklearn.ensemble import (
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.inspection import partial_dependence
from sklearn.linear_model import Ridge

rng = np.random.default_rng(4)
# Eighths survive the single precision of scikit-learn's trees.
rows = np.round(rng.normal(size=(300, 5)) * 8) / 8
noise = rng.normal(size=300)
labels = np.digitize(rows[:, 0] + rows[:, 1] * rows[:, 2] + 0.3 * noise, [-0.5, 0.7])
background, explained = rows[:25], rows[290:]


def shap_case(name, ensemble, model, mode):
    data = background if mode == "interventional" else None
    perturbation = "interventional" if mode == "interventional" else "tree_path_dependent"
    explainer = shap.TreeExplainer(model, data=data, feature_perturbation=perturbation)
    values = np.asarray(explainer.shap_values(explained, check_additivity=False))
    if values.ndim == 2:
        values = values[:, :, None]
    return {
        "name": f"{name}, {mode}",
        "mode": mode,
        "ensemble": ensemble,
        # rows x features x classes
        "values": np.round(values, 14).tolist(),
        "base": np.round(np.ravel(explainer.expected_value), 14).tolist(),
    }


def boosting_base(model):
    margin = model.decision_function(rows[:1])[0]
    trees = sum(t.predict(rows[:1])[0] for t in model.estimators_.ravel())
    return margin - model.learning_rate * trees


random_forest = RandomForestClassifier(4, max_depth=6, random_state=0).fit(rows, labels)
deep_forest = RandomForestClassifier(2, random_state=1).fit(rows, labels)
boosting = GradientBoostingClassifier(n_estimators=6, max_depth=3, random_state=0)
boosting.fit(rows, labels == 2)
histogram = HistGradientBoostingClassifier(max_iter=3, max_leaf_nodes=8, random_state=0)
histogram.fit(rows, labels)
models = [
    ("random forest", forest(random_forest), random_forest),
    ("deep forest", forest(deep_forest), deep_forest),
    ("gradient boosting", binary_boosting(boosting, boosting_base(boosting)), boosting),
    ("histogram boosting", histogram_boosting(histogram), histogram),
]
cases = [
    shap_case(name, ensemble, model, mode)
    for name, ensemble, model in models
    for mode in ("path-dependent", "interventional")
]

dependence = partial_dependence(
    random_forest, rows, [1], grid_resolution=5, percentiles=(0, 1), method="brute", kind="average"
)
binary = rng.integers(0, 2, (40, 3)).astype(float)
target = binary @ [0.5, -0.2, 0.1] + 0.1 * rng.normal(size=40)
weights = rng.uniform(0.1, 1, 40)
ridge = Ridge(alpha=1).fit(binary, target, sample_weight=weights)
print(
    json.dumps(
        {
            "shap": shap.__version__,
            "scikit-learn": sklearn.__version__,
            "rows": rows.tolist(),
            "backgroundRowCount": len(background),
            "firstExplained": 290,
            "cases": cases,
            "dependence": {
                "feature": 1,
                "grid": dependence["grid_values"][0].tolist(),
                # classes x grid
                "average": np.round(dependence["average"], 14).tolist(),
            },
            "ridge": {
                "columns": binary.T.tolist(),
                "target": target.tolist(),
                "weights": weights.tolist(),
                "coefficients": ridge.coef_.tolist(),
                "intercept": float(ridge.intercept_),
                "rSquared": ridge.score(binary, target, sample_weight=weights),
            },
        }
    )
)
