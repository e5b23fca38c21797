# Times one epoch of torch: recurrent layer, dense layer, sigmoid; Adam with a clipped gradient.
# Arguments: starts (uint32), inputs (float32, row-major), outcome (uint8), parameters (float32, laid
# out as parameter-layout.ts says), input size, hidden size, encoding size, runs, gradient sequences.
# Prints {"version", "results": [{"batchSize", "ms", "how"}], "gradient"}: the fastest of one and two
# threads, and of padded and packed minibatches; the gradient of the mean loss of the first sequences.
import json
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_sequence, pad_sequence

starts_file, inputs_file, outcome_file, parameters_file = sys.argv[1:5]
inputs, hidden, encoded, runs, first = map(int, sys.argv[5:10])
starts = np.fromfile(starts_file, np.uint32).astype(np.int64)
rows = torch.tensor(np.fromfile(inputs_file, np.float32).reshape(-1, inputs))
outcome = torch.tensor(np.fromfile(outcome_file, np.uint8).astype(np.float32))
parameters = torch.tensor(np.fromfile(parameters_file, np.float32))
lengths = np.diff(starts)
sequences = torch.split(rows, lengths.tolist())


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell = nn.RNN(inputs, hidden, batch_first=True)
        self.encoding = nn.Linear(hidden, encoded)
        self.output = nn.Linear(encoded, 1)
        sizes = [hidden, inputs * hidden, hidden * hidden, encoded, hidden * encoded, 1, encoded]
        parts = torch.split(parameters, sizes)
        with torch.no_grad():
            self.cell.bias_ih_l0.copy_(parts[0])
            self.cell.bias_hh_l0.zero_()
            self.cell.weight_ih_l0.copy_(parts[1].view(inputs, hidden).T)
            self.cell.weight_hh_l0.copy_(parts[2].view(hidden, hidden).T)
            self.encoding.bias.copy_(parts[3])
            self.encoding.weight.copy_(parts[4].view(hidden, encoded).T)
            self.output.bias.copy_(parts[5])
            self.output.weight.copy_(parts[6].view(encoded, 1).T)

    def forward(self, batch):
        if isinstance(batch, tuple) and not hasattr(batch, "batch_sizes"):
            padded, last = batch
            states, _ = self.cell(padded)
            state = states[torch.arange(len(last)), last]
        else:
            state = self.cell(batch)[1][0]
        return self.output(torch.tanh(self.encoding(state)))[:, 0]

    def flat_gradient(self):
        c, e, o = self.cell, self.encoding, self.output
        ours = [c.bias_ih_l0, c.weight_ih_l0, c.weight_hh_l0, e.bias, e.weight, o.bias, o.weight]
        return torch.cat([p.grad.T.flatten() if p.dim() > 1 else p.grad for p in ours])


def batches(size, packed):
    """Sequences of one minibatch have nearly the same length, which is best for torch."""
    order = np.argsort(lengths, kind="stable")
    for members in np.array_split(order, range(size, len(order), size)):
        chosen = [sequences[i] for i in members]
        if packed:
            batch = pack_sequence(chosen, enforce_sorted=False)
        else:
            batch = (pad_sequence(chosen, batch_first=True), torch.tensor(lengths[members] - 1))
        yield batch, outcome[members]


loss_of = nn.BCEWithLogitsLoss()


def epoch_ms(prepared):
    network = Network()
    adam = torch.optim.Adam(network.parameters(), lr=1e-3)
    begin = time.perf_counter()
    for batch, y in prepared:
        adam.zero_grad()
        loss_of(network(batch), y).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1)
        adam.step()
    return 1e3 * (time.perf_counter() - begin)


results = []
for size in (32, 256):
    best = None
    for packed in (False, True):
        # Preparing the minibatches is not timed.
        prepared = list(batches(size, packed))
        for threads in (1, 2):
            torch.set_num_threads(threads)
            for _ in range(runs):
                ms = epoch_ms(prepared)
                if best is None or ms < best["ms"]:
                    how = f"{'packed' if packed else 'padded'}, {threads} thread{'s' * (threads > 1)}"
                    best = {"batchSize": size, "ms": ms, "how": how}
    results.append(best)

network = Network()
loss_of(network(pack_sequence(sequences[:first], enforce_sorted=False)), outcome[:first]).backward()
print(
    json.dumps(
        {
            "version": torch.__version__.split("+")[0],
            "results": results,
            "gradient": network.flat_gradient().tolist(),
        }
    )
)
