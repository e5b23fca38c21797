# Writes numbers.json: encodings, outputs, losses and gradients of torch's cells in double precision.
#   pip install torch==2.15.0 numpy==2.4.6
#   python make-numbers.py > numbers.json
import json

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(5)
kinds, numbers, hidden, encoded = 3, 1, 4, 3
inputs = kinds + numbers
lengths = [1, 2, 3, 3, 4, 5, 6, 6, 2, 1]
outcome = [0, 1, 1, 0, 0, 1, 0, 1, 1, 0]
steps = sum(lengths)
rows = np.zeros((steps, inputs))
rows[np.arange(steps), rng.integers(0, kinds, steps)] = 1
rows[:, kinds:] = np.round(rng.normal(size=(steps, numbers)), 3)
parts = torch.split(torch.tensor(rows), lengths)


def weights(*shape):
    return torch.tensor(np.round(rng.normal(0, 0.5, shape), 3), requires_grad=True)


def columns(order, size):
    """Which of torch's rows make up the gates in our order."""
    return np.concatenate([np.arange(size) + gate * size for gate in order])


def cell(kind, size, units):
    """Our parameters, and a function from steps (and nothing before them) to all states."""
    gates, width = {"simple": (1, 1), "gru": (4, 3), "lstm": (4, 4)}[kind]
    bias, w_input, w_state = weights(gates * units), weights(size, width * units), weights(units, width * units)
    module = {"simple": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[kind](size, units)
    zeros = torch.zeros(width * units)
    if kind == "gru":
        from_n, from_m = columns([1, 2, 0], units), columns([0, 1, 2], units)
        own = {
            "weight_ih_l0": w_input.T[from_n],
            "weight_hh_l0": w_state.T[from_m],
            "bias_ih_l0": bias[from_n],
            "bias_hh_l0": torch.cat([zeros[: 2 * units], bias[3 * units :]]),
        }
    else:
        own = {
            "weight_ih_l0": w_input.T,
            "weight_hh_l0": w_state.T,
            "bias_ih_l0": bias,
            "bias_hh_l0": zeros,
        }
    return [bias, w_input, w_state], lambda part: torch.func.functional_call(module, own, part)[0]


def dense(size, units):
    bias, w = weights(units), weights(size, units)
    return [bias, w], lambda x: x @ w + bias


def flat(tensors):
    return torch.cat([tensor.flatten() for tensor in tensors]).tolist()


def finish(result, parameters, losses, scale):
    losses = torch.stack(losses)
    gradient = torch.autograd.grad(scale * losses.sum(), parameters)
    return result | {
        "scale": scale,
        "parameters": flat(parameters),
        "losses": losses.tolist(),
        "gradient": np.round(flat(gradient), 10).tolist(),
    }


def outcome_case(kind):
    encoder, encode = cell(kind, inputs, hidden)
    layer, dense_layer = dense(hidden, encoded)
    output, head = dense(encoded, 1)
    encodings = [torch.tanh(dense_layer(encode(part)[-1])) for part in parts]
    logits = [head(e)[0] for e in encodings]
    bce = nn.BCEWithLogitsLoss()
    losses = [bce(z, torch.tensor(float(y))) for z, y in zip(logits, outcome)]
    result = {
        "kind": "outcome",
        "cell": kind,
        "encodings": [np.round(e.tolist(), 10).tolist() for e in encodings],
        "probabilities": [torch.sigmoid(z).item() for z in logits],
    }
    return finish(result, [*encoder, *layer, *output], losses, 0.25)


def autoencoder_case():
    encoder, encode = cell("gru", inputs, hidden)
    layer, dense_layer = dense(hidden, encoded)
    decoder, decode = cell("gru", encoded, hidden)
    output, head = dense(hidden, inputs)
    encodings, losses = [], []
    for part in parts:
        e = torch.tanh(dense_layer(encode(part)[-1]))
        rebuilt = head(decode(e.expand(len(part), -1))).flip(0)
        kind_loss = cross_entropy(rebuilt[:, :kinds], part[:, :kinds], reduction="sum")
        losses.append(kind_loss + 0.5 * ((rebuilt[:, kinds:] - part[:, kinds:]) ** 2).sum())
        encodings.append(np.round(e.tolist(), 10).tolist())
    result = {"kind": "autoencoder", "cell": "gru", "encodings": encodings, "probabilities": []}
    return finish(result, [*encoder, *layer, *decoder, *output], losses, 0.125)


def adam_case():
    """Three steps of torch's clipping and Adam on given gradients."""
    parameters = weights(6)
    gradients = np.round(rng.normal(0, [[0.2], [3], [0.5]], (3, 6)), 3)
    start = parameters.tolist()
    adam = torch.optim.Adam([parameters], lr=0.01)
    for gradient in gradients:
        parameters.grad = torch.tensor(gradient)
        nn.utils.clip_grad_norm_([parameters], 1)
        adam.step()
    return {
        "learningRate": 0.01,
        "gradients": gradients.tolist(),
        "start": start,
        "end": parameters.tolist(),
    }


print(
    json.dumps(
        {
            "torch": torch.__version__.split("+")[0],
            "kindCount": kinds,
            "hiddenSize": hidden,
            "encodingSize": encoded,
            "lengths": lengths,
            "inputs": rows.tolist(),
            "outcome": outcome,
            "cases": [*map(outcome_case, ("simple", "gru", "lstm")), autoencoder_case()],
            "adam": adam_case(),
        }
    )
)
