# Tree models of scikit-learn in the layout of src/analysis/supervised/tree-ensemble.ts.
import numpy as np


class Nodes:
    def __init__(self, class_count, feature_count, link, base):
        self.head = {
            "classCount": class_count,
            "featureCount": feature_count,
            "link": link,
            "base": [float(b) for b in base],
        }
        self.starts, self.tree_class = [0], []
        self.feature, self.threshold, self.missing_left = [], [], []
        self.left, self.right, self.cover = [], [], []
        self.value_start, self.values = [], []

    def end_tree(self, class_index):
        self.starts.append(len(self.feature))
        self.tree_class.append(class_index)

    def add(self, feature, threshold, missing_left, left, right, cover, values):
        is_leaf = left < 0
        self.feature.append(-1 if is_leaf else int(feature))
        self.threshold.append(0.0 if is_leaf else float(threshold))
        self.missing_left.append(int(missing_left))
        self.left.append(int(left))
        self.right.append(int(right))
        self.cover.append(float(cover))
        self.value_start.append(len(self.values) if is_leaf else -1)
        if is_leaf:
            self.values.extend(float(v) for v in values)

    def json(self):
        return self.head | {
            "treeStarts": self.starts,
            "treeClass": self.tree_class,
            "feature": self.feature,
            "threshold": self.threshold,
            "missingLeft": self.missing_left,
            "left": self.left,
            "right": self.right,
            "cover": self.cover,
            "valueStart": self.value_start,
            "values": self.values,
        }


def add_tree(nodes, tree, class_index, scale):
    first = len(nodes.feature)
    for i in range(tree.node_count):
        is_leaf = tree.children_left[i] < 0
        value = tree.value[i, 0]
        if class_index < 0:
            value = value / value.sum()
        nodes.add(
            tree.feature[i],
            tree.threshold[i],
            tree.missing_go_to_left[i],
            -1 if is_leaf else first + tree.children_left[i],
            -1 if is_leaf else first + tree.children_right[i],
            tree.weighted_n_node_samples[i],
            value * scale,
        )
    nodes.end_tree(class_index)


def forest(model):
    nodes = Nodes(model.n_classes_, model.n_features_in_, "average", [0] * model.n_classes_)
    for estimator in model.estimators_:
        add_tree(nodes, estimator.tree_, -1, 1)
    return nodes.json()


def binary_boosting(model, base):
    """Margins of the second class only: the one output that shap explains."""
    nodes = Nodes(1, model.n_features_in_, "softmax", [base])
    for estimator in model.estimators_.ravel():
        add_tree(nodes, estimator.tree_, 0, model.learning_rate)
    return nodes.json()


def histogram_boosting(model):
    base = np.ravel(model._baseline_prediction)
    nodes = Nodes(len(base), model.n_features_in_, "softmax", base)
    for iteration in model._predictors:
        for k, predictor in enumerate(iteration):
            first = len(nodes.feature)
            for node in predictor.nodes:
                is_leaf = bool(node["is_leaf"])
                nodes.add(
                    node["feature_idx"],
                    node["num_threshold"],
                    node["missing_go_to_left"],
                    -1 if is_leaf else first + int(node["left"]),
                    -1 if is_leaf else first + int(node["right"]),
                    node["count"],
                    [node["value"]],
                )
            nodes.end_tree(k)
    return nodes.json()
