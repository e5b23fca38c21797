# Writes numbers.json: scikit-learn's models and metrics on small generated data. Seeds of boosting are
# such that no two splits gain exactly the same: there, rounding in single precision would decide.
#   pip install scikit-learn==1.9.1 numpy==2.4.6
#   python make-numbers.py > numbers.json
import json

import numpy as np
import sklearn
from sklearn import metrics
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier


def data(rows, classes, seed, missing):
    rng = np.random.default_rng(seed)
    x = np.round(rng.normal(size=(rows, 4)) * 16) / 16
    level = rng.integers(0, 6, rows)
    margin = x[:, 0] + x[:, 1] * x[:, 2] + np.array([0, 2, -1, 1, -2, 3])[level]
    margin += rng.normal(size=rows)
    label = np.searchsorted(np.quantile(margin, np.arange(1, classes) / classes), margin)
    if missing:
        x[rng.random(rows) < 0.1, 0] = np.nan
    return np.column_stack([x, level]), label.astype(int)


def plain(x):
    return [[None if np.isnan(value) else value for value in column] for column in x.T.tolist()]


def boosting(name, rows, classes, seed, missing, **settings):
    x, y = data(rows, classes, seed, missing)
    model = HistGradientBoostingClassifier(
        max_iter=20, early_stopping=False, categorical_features=[4], **settings
    ).fit(x, y)
    found = model.predict_proba(x)
    return {
        "name": name,
        "columns": plain(x),
        "target": y.tolist(),
        "settings": settings,
        "loss": metrics.log_loss(y, found),
        "probabilities": np.round(found[:40], 9).tolist(),
    }


def logistic(name, classes, c, weight):
    x, y = data(300, classes, 7, False)
    z = (x[:, :4] - x[:, :4].mean(0)) / x[:, :4].std(0)
    hot = (x[:, 4:] == np.arange(6)).astype(float)
    model = LogisticRegression(
        C=c, tol=1e-12, max_iter=10000, class_weight=weight, solver="newton-cholesky"
    )
    model.fit(np.column_stack([z, hot]), y)
    return {
        "name": name,
        "columns": plain(x),
        "target": y.tolist(),
        "c": c,
        "balanced": weight is not None,
        "coefficients": model.coef_.tolist(),
        "intercepts": model.intercept_.tolist(),
        "probabilities": model.predict_proba(np.column_stack([z, hot]))[:20].tolist(),
    }


def tree(name, classes, depth, leaf):
    x, y = data(400, classes, 11, False)
    x = x[:, :4]
    model = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=0).fit(x, y)
    return {
        "name": name,
        "columns": plain(x),
        "target": y.tolist(),
        "depth": depth,
        "leaf": leaf,
        "nodes": int(model.tree_.node_count),
        "thresholds": sorted(model.tree_.threshold[model.tree_.feature >= 0].tolist()),
        "probabilities": model.predict_proba(x)[:50].tolist(),
    }


def forest():
    x, y = data(600, 3, 13, False)
    x = x[:, :4]
    scores = []
    losses = []
    for seed in range(10):
        model = RandomForestClassifier(300, oob_score=True, random_state=seed).fit(x, y)
        scores.append(model.oob_score_)
        losses.append(metrics.log_loss(y, model.oob_decision_function_))
    return {
        "columns": plain(x),
        "target": y.tolist(),
        "scores": scores,
        "losses": losses,
    }


def scores():
    rng = np.random.default_rng(17)
    y = rng.integers(0, 4, 200)
    logits = np.round(rng.normal(size=(200, 4)) + 1.2 * np.eye(4)[y], 1)
    p = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    y[y == 3] = rng.integers(0, 3, (y == 3).sum())
    predicted = p.argmax(1)
    classes = []
    for k in range(3):
        fpr, tpr, _ = metrics.roc_curve(y == k, p[:, k], drop_intermediate=False)
        precision, recall, _ = metrics.precision_recall_curve(y == k, p[:, k])
        classes.append(
            {
                "auc": metrics.roc_auc_score(y == k, p[:, k]),
                "averagePrecision": metrics.average_precision_score(y == k, p[:, k]),
                "falsePositiveRates": fpr.tolist(),
                "truePositiveRates": tpr.tolist(),
                "precisions": precision[-2::-1].tolist(),
                "recalls": recall[-2::-1].tolist(),
            }
        )
    return {
        "target": y.tolist(),
        "probabilities": p.tolist(),
        "accuracy": metrics.accuracy_score(y, predicted),
        "balancedAccuracy": metrics.balanced_accuracy_score(y, predicted),
        "macroF1": metrics.f1_score(y, predicted, average="macro"),
        "logLoss": metrics.log_loss(y, p, labels=[0, 1, 2, 3]),
        "confusion": metrics.confusion_matrix(y, predicted, labels=[0, 1, 2, 3]).tolist(),
        "classes": classes,
    }


print(
    json.dumps(
        {
            "scikit-learn": sklearn.__version__,
            "boosting": [
                boosting("three classes", 400, 3, 1, False),
                boosting("missing values", 400, 4, 2, True),
                boosting("penalty, depth, small leaves", 400, 3, 3, True, l2_regularization=2.0,
                         max_depth=3, min_samples_leaf=5, learning_rate=0.3, max_leaf_nodes=8),
                boosting("balanced classes", 400, 3, 5, False, class_weight="balanced"),
                boosting("two classes", 400, 2, 1, True, min_samples_leaf=30, l2_regularization=1.0),
            ],
            "logistic": [
                logistic("two classes", 2, 1.0, None),
                logistic("three classes", 3, 1.0, None),
                logistic("weak penalty", 3, 100.0, None),
                logistic("balanced", 4, 0.5, "balanced"),
            ],
            "tree": [tree("depth 4", 3, 4, 20), tree("two classes", 2, 3, 5)],
            "forest": forest(),
            "scores": scores(),
        }
    )
)
