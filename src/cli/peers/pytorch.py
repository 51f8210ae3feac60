"""Times a training step of the benchmark's models in PyTorch, on the CPU with one thread, as most people write it, but
with subnormal numbers flushed, as our own kernels flush them.

Prints a line of JSON per model: {"model", "examplesPerSecond", "stepMs", "version"}. The models and batch sizes are those
of src/models/bench-models.ts; the data are random, the rows of a batch are picked by index, the loss is read at the end.
"""

import json
import time

import torch
from torch import nn

MIN_SECONDS = 1.0
WARM_UP_STEPS = 10
BATCHES = 8
CLASSES = 10


def mlp(features, *hidden):
    widths = [features, *hidden]
    layers = []
    for before, after in zip(widths, hidden):
        layers += [nn.Linear(before, after), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(widths[-1], CLASSES))


def cnn(side, filters, dense):
    layers, channels = [], 1
    for count in filters:
        layers += [nn.Conv2d(channels, count, 3), nn.ReLU(), nn.MaxPool2d(2)]
        channels, side = count, (side - 2) // 2
    layers += [nn.Flatten(), nn.Linear(channels * side * side, dense), nn.ReLU(), nn.Linear(dense, CLASSES)]
    return nn.Sequential(*layers)


# Model, shape of an input, batch size.
MODELS = {
    "mlp-small": (lambda: mlp(20, 64, 64), (20,), 64),
    "cnn-small": (lambda: cnn(16, (8, 16), 32), (1, 16, 16), 64),
    "mlp-large": (lambda: mlp(784, 256, 128), (784,), 256),
    "cnn-large": (lambda: cnn(28, (16, 32), 64), (1, 28, 28), 128),
}


def seconds_per_step(model, shape, batch):
    rows = BATCHES * batch
    inputs = torch.randn(rows, *shape)
    labels = torch.randint(CLASSES, (rows,))
    batches = torch.randperm(rows).split(batch)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, betas=(0.9, 0.999), eps=1e-7)
    cross_entropy = nn.CrossEntropyLoss()

    def train(steps):
        started = time.perf_counter()
        for step in range(steps):
            picked = batches[step % BATCHES]
            optimizer.zero_grad()
            loss = cross_entropy(model(inputs[picked]), labels[picked])
            loss.backward()
            optimizer.step()
        loss.item()
        return time.perf_counter() - started

    train(WARM_UP_STEPS)
    steps, seconds = WARM_UP_STEPS, train(WARM_UP_STEPS)
    while seconds < MIN_SECONDS:
        steps = max(steps + 1, int(1.1 * steps * MIN_SECONDS / seconds))
        seconds = train(steps)
    return seconds / steps


torch.set_num_threads(1)
# As our own kernels do; without it long trainings slow down on processors that take subnormal numbers one by one.
if not torch.set_flush_denormal(True):
    raise SystemExit("this processor cannot flush subnormal numbers, so its times would not be comparable")
torch.manual_seed(1)
for name, (build, shape, batch) in MODELS.items():
    seconds = seconds_per_step(build(), shape, batch)
    print(json.dumps({"model": name, "examplesPerSecond": batch / seconds, "stepMs": 1000 * seconds, "version": torch.__version__}), flush=True)
