"""Makes comparisons again in PyTorch, in double precision, from what `lab export-weights` wrote of them.

    python3 remake.py FOLDER...

Models, optimizer and repairs are written from their definitions: layers by PyTorch's own functions, gradients by its autograd,
steps by its Adam. Only what is drawn at random (rows, orders, start weights, LoRA's A) comes from the export. Prints a line of
JSON for each folder: {"folder", "base": [old accuracy by seed], "arms": {arm: {"new": [by seed], "old": [by seed]}}}.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


class Net:
    """A model of the manifest. Its parameters are a dict by name; `batch` says of which layers the batch is normalised by itself."""

    def __init__(self, description):
        self.layers = [layer for block in description["blocks"] for layer in block["layers"]]
        self.slots = description["parameters"]
        self.names = {(slot["layer"], slot["role"]): slot["name"] for slot in self.slots}
        odd = {layer["kind"] for layer in self.layers} - {"dense", "conv2d", "max-pool", "flatten", "relu", "batch-norm"}
        if odd:
            raise SystemExit(f"layers that are not made again here: {', '.join(sorted(odd))}")

    def unflatten(self, flat):
        cut = lambda slot: flat[slot["offset"] : slot["offset"] + slot["size"]].reshape(slot["shape"])
        return {slot["name"]: torch.tensor(cut(slot), dtype=torch.float64) for slot in self.slots}

    def learnable(self, blocks=("first", "middle", "head")):
        return [slot["name"] for slot in self.slots if slot["block"] in blocks and not slot["role"].startswith("moving")]

    def norms(self):
        return [index for index, layer in enumerate(self.layers) if layer["kind"] == "batch-norm"]

    def __call__(self, parameters, x, batch=(), upto=None):
        """Scores `[rows, classes]`, or what the layer `upto` is given. Moving statistics of `batch` layers follow the batch, in place."""
        for index, layer in enumerate(self.layers):
            if index == upto:
                return x
            of = lambda role: parameters[self.names[index, role]]
            kind = layer["kind"]
            if kind == "dense":
                x = x.flatten(1) @ of("kernel") + of("bias")
            elif kind == "conv2d":
                x = F.conv2d(x.permute(0, 3, 1, 2), of("kernel").permute(3, 2, 0, 1), of("bias"), stride=layer.get("stride", 1)).permute(0, 2, 3, 1)
            elif kind == "max-pool":
                x = F.max_pool2d(x.permute(0, 3, 1, 2), layer["size"]).permute(0, 2, 3, 1)
            elif kind == "flatten":
                x = x.flatten(1)
            elif kind == "batch-norm":
                mean, variance = of("moving-mean"), of("moving-variance")
                if index in batch:
                    over = tuple(range(x.dim() - 1))
                    mean, variance = x.mean(over), x.var(over, unbiased=False)
                    for role, value in (("moving-mean", mean), ("moving-variance", variance)):
                        of(role).mul_(layer["momentum"]).add_((1 - layer["momentum"]) * value.detach())
                x = (x - mean) / torch.sqrt(variance + layer["epsilon"]) * of("scale") + of("shift")
            if kind == "relu" or layer.get("activation") == "relu":
                x = F.relu(x)
        return x


class Encoder:
    """Columns standardised by mean and population deviation of the values that are there, categories one-hot; pixels as they are."""

    def __init__(self, columns, x):
        self.columns = columns
        self.scales = [(np.nanmean(x[:, f]), np.nanstd(x[:, f])) for f in range(len(columns))] if columns else []

    def agrees_with(self, codes):
        """Raises where the lab fitted other scales."""
        for (mean, sd), column, code in zip(self.scales, self.columns, codes):
            if column["kind"] == "numeric" and not np.allclose([mean, sd], [code["mean"], code["sd"]], rtol=1e-6, atol=1e-9):
                raise SystemExit(f"the column {column['name']} has mean {mean} and deviation {sd}, the lab says {code['mean']} and {code['sd']}")

    def __call__(self, x):
        parts = []
        for f, column in enumerate(self.columns):
            values = x[:, f].astype(np.float64)
            if column["kind"] == "numeric":
                mean, sd = self.scales[f]
                parts.append(np.nan_to_num((values - mean) / sd if sd > 0 else values * 0)[:, None])
            else:
                parts.append(values[:, None] == np.arange(len(column["categories"]))[None, :])
        return torch.tensor(np.concatenate(parts, 1) if parts else x, dtype=torch.float64)


def cross_entropy(scores, labels):
    return F.cross_entropy(scores, labels)


class Seed:
    """One seed of an export: its rows, its base model, and every repair of it."""

    def __init__(self, folder, manifest, entry):
        self.folder, self.entry, self.spec = folder, entry, manifest["spec"]
        self.columns = manifest["data"]["columns"]
        self.net = Net(manifest["model"])
        load = lambda path: np.load(folder / path)
        self.raw = {part: load(files["x"]) for part, files in entry["rows"].items()}
        self.y = {part: torch.tensor(load(files["y"]), dtype=torch.long) for part, files in entry["rows"].items()}
        self.labelled = load(entry["labelled"])
        self.rate, self.batch_size = self.spec["base"]["learningRate"], self.spec["base"]["batchSize"]
        self.encoder = self.encoder_of(self.raw["old-train"], entry["base"]["encoder"])
        self.new_x, self.new_y = self.encoder(self.raw["new-pool"][self.labelled]), self.y["new-pool"][self.labelled]
        self.old_x, self.old_y = self.encoder(self.raw["old-train"]), self.y["old-train"]
        start = self.net.unflatten(load(entry["base"]["start"]))
        self.base = self.train(start, self.old_x, self.old_y, load(entry["base"]["order"]).ravel())

    def encoder_of(self, raw, theirs):
        encoder = Encoder(self.columns, raw)
        encoder.agrees_with(theirs["codes"])
        return encoder

    def drawn(self, arm, stream):
        of = arm["drawn"][stream]
        return np.load(self.folder / of["file"])[: of["count"]]

    def train(self, start, x, y, order, learn=None, loss=cross_entropy, penalty=None, rate=None, batch_size=None, rates=None):
        """Adam over the batches of `order`, epoch by epoch. `loss(scores, labels)`; with `y` None the row numbers stand for labels."""
        net = self.net
        learn = net.learnable() if learn is None else learn
        parameters = {name: value.clone().requires_grad_(name in learn) for name, value in start.items()}
        batch_norms = [layer for layer in net.norms() if {net.names[layer, "scale"], net.names[layer, "shift"]} & set(learn)]
        groups = [{"params": [parameters[name]], "lr": (rate or self.rate) * (rates[name] if rates else 1)} for name in learn]
        adam = torch.optim.Adam(groups, betas=(0.9, 0.999), eps=1e-7)
        rows = len(x)
        if len(order) % rows:
            raise SystemExit(f"an order of {len(order)} visits is no whole number of epochs of {rows} rows")
        for epoch in torch.tensor(order, dtype=torch.long).reshape(-1, rows):
            for picked in epoch.split(batch_size or self.batch_size):
                adam.zero_grad()
                value = loss(net(parameters, x[picked], batch_norms), picked if y is None else y[picked])
                if penalty:
                    value = value + penalty(parameters)
                value.backward()
                adam.step()
        return {name: value.detach() for name, value in parameters.items()}

    def tuned(self, arm, **how):
        """Goes on from the base model with the new labels, for the epochs of the spec."""
        return self.train(self.base, self.new_x, how.pop("y", self.new_y), self.drawn(arm, "order/new"), **how)

    def accuracy(self, parameters, part, encoder=None):
        with torch.no_grad():
            said = self.net(parameters, (encoder or self.encoder)(self.raw[part])).argmax(1)
        return (said == self.y[part]).double().mean().item()

    def repair(self, arm):
        """Accuracy on the new and the old test rows, or None where the lab says that it cannot run."""
        if "refused" in arm:
            return None
        made = getattr(self, arm["arm"].replace("-", "_"))(arm)
        parameters, encoder = made if isinstance(made, tuple) else (made, self.encoder)
        return self.accuracy(parameters, "new-test", encoder), self.accuracy(parameters, "old-test", encoder)

    # The repairs, by the names of the lab.

    def none(self, arm):
        return self.base

    def head_only(self, arm):
        return self.tuned(arm, learn=self.net.learnable(["head"]))

    def full_fine_tune(self, arm):
        return self.tuned(arm)

    head_only_uncached = head_only

    def first_block(self, arm):
        return self.tuned(arm, learn=self.net.learnable(["first"]))

    def middle_block(self, arm):
        return self.tuned(arm, learn=self.net.learnable(["middle"]))

    def bias_only(self, arm):
        """Ben Zaken et al. 2022; the shift of batch normalisation is a bias, too."""
        return self.tuned(arm, learn=[slot["name"] for slot in self.net.slots if slot["role"] in ("bias", "shift")])

    def lp_ft(self, arm):
        """Kumar et al. 2022: the head for a share of the epochs, then all at a smaller rate."""
        order, rows = self.drawn(arm, "order/new"), len(self.new_y)
        cut = rows * round(arm["params"]["share"] * self.spec["stop"]["epochs"])
        head = self.train(self.base, self.new_x, self.new_y, order[:cut], self.net.learnable(["head"]))
        return self.train(head, self.new_x, self.new_y, order[cut:], rate=self.rate * arm["params"]["rate"])

    def auto_rgn(self, arm):
        """Lee et al. 2023: the rate of a layer is its ‖gradient‖/‖weights‖ over the largest of them, looked at anew every so many epochs."""
        order, rows, now = self.drawn(arm, "order/new").reshape(-1, len(self.new_y)), len(self.new_y), self.base
        for epochs in np.split(order, [round(i * len(order) / arm["params"]["rounds"]) for i in range(1, arm["params"]["rounds"])]):
            seen = torch.tensor(epochs.ravel()[: min(rows, 5 * self.batch_size)], dtype=torch.long)
            learn = self.net.learnable()
            parameters = {name: value.clone().requires_grad_(name in learn) for name, value in now.items()}
            gradient = torch.autograd.grad(cross_entropy(self.net(parameters, self.new_x[seen], self.net.norms()), self.new_y[seen]), [parameters[name] for name in learn])
            layers = {}
            for name, g in zip(learn, gradient):
                of = layers.setdefault(name.split("/")[1], [0, 0, []])
                of[0], of[1], of[2] = of[0] + (g**2).sum(), of[1] + (now[name] ** 2).sum(), of[2] + [name]
            relative = {layer: (g / w).sqrt().item() for layer, (g, w, _) in layers.items()}
            rates = {name: relative[layer] / max(relative.values()) for layer, (_, _, names) in layers.items() for name in names}
            now = self.train(now, self.new_x, self.new_y, epochs.ravel(), rates=rates)
        return now

    def dfr(self, arm):
        """Kirichenko et al. 2023: the head, on new rows of which every group comes equally often."""
        group = np.load(self.folder / self.entry["rows"]["new-pool"]["group"])[self.labelled]
        groups = [np.flatnonzero(group == g) for g in np.unique(group)]
        drawn, waiting, order = list(self.drawn(arm, "order/balanced")), [[] for _ in groups], []
        for visit in range(len(group) * self.spec["stop"]["epochs"]):
            g = visit % len(groups)
            if not waiting[g]:
                waiting[g] = [groups[g][drawn.pop(0)] for _ in groups[g]]
            order.append(waiting[g].pop())
        return self.train(self.base, self.new_x, self.new_y, np.array(order), self.net.learnable(["head"]))

    def wise_ft(self, arm):
        """Wortsman et al. 2022: the mean of the weights before and after."""
        alpha, after = arm["params"]["alpha"], self.tuned(arm)
        return {name: (1 - alpha) * before + alpha * after[name] for name, before in self.base.items()}

    def retrain(self, arm, raw, y, order):
        encoder = self.encoder_of(raw, arm["encoder"])
        start = self.net.unflatten(np.load(self.folder / arm["start"]))
        return self.train(start, encoder(raw), y, order), encoder

    def retrain_new(self, arm):
        """From scratch on the new labels, in whole epochs, for no fewer steps than the base model took."""
        rows = len(self.new_y)
        steps = math.ceil(len(self.old_y) / self.batch_size) * self.spec["base"]["epochs"]
        epochs = math.ceil(steps / math.ceil(rows / self.batch_size))
        return self.retrain(arm, self.raw["new-pool"][self.labelled], self.new_y, self.drawn(arm, "order/new").reshape(epochs, rows).ravel())

    def retrain_all(self, arm):
        raw = np.concatenate([self.raw["old-train"], self.raw["new-pool"][self.labelled]])
        return self.retrain(arm, raw, torch.cat([self.old_y, self.new_y]), self.drawn(arm, "order/all"))

    def retrain_window(self, arm):
        """Klinkenberg 2004, by resampling: of the newest rows each is drawn with a probability that halves with every half-life of age."""
        came = np.argsort(self.labelled)
        size = min(arm["params"]["window"], len(self.old_y) + len(self.new_y))
        raw = np.concatenate([self.raw["old-train"], self.raw["new-pool"][self.labelled][came]])[-size:]
        y = torch.cat([self.old_y, self.new_y[came]])[-size:]
        weight = 0.5 ** (np.arange(size)[::-1] / arm["params"]["halfLife"])
        order = np.searchsorted(weight.cumsum() / weight.sum(), self.drawn(arm, "order/window"), side="right")
        return self.retrain(arm, raw, y, order)

    def restandardise(self, arm):
        return self.base, self.encoder_of(self.raw["new-pool"], arm["encoder"])

    def prior_correction(self, arm):
        """Saerens et al. 2002: the new shares of the classes by expectation maximisation; each score moves by the logarithm of new over old."""
        with torch.no_grad():
            answers = F.softmax(self.net(self.base, self.encoder(self.raw["new-pool"])), 1)
        old = torch.bincount(self.old_y, minlength=answers.shape[1]) / len(self.old_y)
        new = old
        for _ in range(10_000):
            weighted = answers * (new / old)
            new = (weighted / weighted.sum(1, keepdim=True)).mean(0)
        bias = self.net.slots[-1]["name"]
        return {**self.base, bias: self.base[bias] + torch.log((new / old).clamp(min=1e-3))}

    def replay(self, arm):
        """Old rows, a share `ratio` of every batch, evenly spread among the new, which are seen as often as without them."""
        ratio, kept = arm["params"]["ratio"], torch.tensor(self.drawn(arm, "replay/rows"), dtype=torch.long)
        x, y = torch.cat([self.new_x, self.old_x[kept]]), torch.cat([self.new_y, self.old_y[kept]])
        fresh, old = iter(self.drawn(arm, "order/new")), iter(self.drawn(arm, "order/old"))
        epochs = round(len(self.new_y) * self.spec["stop"]["epochs"] / (1 - ratio) / len(y))
        visits = range(epochs * len(y))
        due = lambda visit: math.floor((visit + 1) * ratio) - math.floor(visit * ratio)
        order = [len(self.new_y) + next(old) if due(visit) else next(fresh) for visit in visits]
        return self.train(self.base, x, y, np.array(order))

    def distil(self, arm):
        """Li & Hoiem 2016 with the loss of Hinton et al. 2015: (1 − w)·CE(y, z) + w·T²·CE(softmax(teacher/T), z/T)."""
        weight, temperature = arm["params"]["weight"], arm["params"]["temperature"]
        with torch.no_grad():
            answers = F.softmax(self.net(self.base, self.new_x) / temperature, 1)

        def loss(scores, picked):
            hard = F.cross_entropy(scores, self.new_y[picked])
            soft = F.cross_entropy(scores / temperature, answers[picked])
            return (1 - weight) * hard + weight * temperature**2 * soft

        return self.tuned(arm, y=None, loss=loss)

    def ewc(self, arm, fisher=None):
        """Kirkpatrick et al. 2017: λ/2 · Σ F·(θ − θ*)² beside the loss of the new labels."""
        fisher = fisher or self.fisher(arm)
        strength = arm["params"]["strength"]
        return self.tuned(arm, penalty=lambda now: strength / 2 * sum((f * (now[name] - self.base[name]) ** 2).sum() for name, f in fisher.items()))

    def ewc_exact(self, arm):
        return self.ewc(arm, self.exact_fisher(arm))

    def fisher_rows(self, arm):
        return self.old_x[torch.tensor(self.drawn(arm, "fisher/rows"), dtype=torch.long)]

    def fisher(self, arm):
        """The lab's estimate: labels drawn from the model's answers, and B times the squared mean gradient of batches of B = 32."""
        x = self.fisher_rows(arm)
        learn = self.net.learnable()
        parameters = {name: value.clone().requires_grad_(name in learn) for name, value in self.base.items()}
        with torch.no_grad():
            reached = F.softmax(self.net(parameters, x), 1).cumsum(1)
        drawn = torch.tensor(self.drawn(arm, "fisher/labels"))
        labels = (drawn[:, None] >= reached).sum(1).clamp(max=reached.shape[1] - 1)
        total = {name: torch.zeros_like(self.base[name]) for name in learn}
        for rows, said in zip(x.split(32), labels.split(32)):
            gradient = torch.autograd.grad(F.cross_entropy(self.net(parameters, rows), said), [parameters[name] for name in learn])
            for name, g in zip(learn, gradient):
                total[name] += len(rows) * len(rows) * g**2 / len(x)
        return total

    def exact_fisher(self, arm):
        """The definition: the mean over rows, and over the classes by the model's own probabilities, of the squared gradient of log p."""
        x = self.fisher_rows(arm)
        learn = self.net.learnable()
        parameters = {name: value.clone().requires_grad_(name in learn) for name, value in self.base.items()}
        total = {name: torch.zeros_like(self.base[name]) for name in learn}
        for row in x.split(1):
            log = F.log_softmax(self.net(parameters, row), 1)[0]
            for c in range(len(log)):
                gradient = torch.autograd.grad(log[c], [parameters[name] for name in learn], retain_graph=True)
                for name, g in zip(learn, gradient):
                    total[name] += log[c].exp().detach() * g**2 / len(x)
        return total

    def lora(self, arm):
        """Hu et al. 2021 on dense layers: W + α/r · A·B, A normal with variance 1/inputs, B zero; all else is kept."""
        net, rank, alpha = self.net, arm["params"]["rank"], arm["params"]["alpha"]
        base = {name: value.clone() for name, value in self.base.items()}
        pairs = {}
        for slot in net.slots:
            if slot["role"] == "kernel" and len(slot["shape"]) == 2:
                inputs, outputs = slot["shape"]
                r = min(rank, inputs, outputs)
                a = torch.tensor(self.drawn(arm, f"init/lora/{slot['name']}")).reshape(inputs, r) / math.sqrt(inputs)
                pairs[slot["name"]] = (a.requires_grad_(), torch.zeros(r, outputs, requires_grad=True))
        adam = torch.optim.Adam([each for pair in pairs.values() for each in pair], lr=self.rate, eps=1e-7)
        merged = lambda: {**base, **{name: base[name] + alpha / rank * a @ b for name, (a, b) in pairs.items()}}
        for epoch in torch.tensor(self.drawn(arm, "order/new"), dtype=torch.long).reshape(-1, len(self.new_y)):
            for picked in epoch.split(self.batch_size):
                adam.zero_grad()
                cross_entropy(net(merged(), self.new_x[picked], net.norms()), self.new_y[picked]).backward()
                adam.step()
        return {name: value.detach() for name, value in merged().items()}

    def adabn(self, arm, start=None):
        """Li et al. 2017: the statistics of batch normalisation are those of the new inputs, from the lowest layer up."""
        x = self.encoder(self.raw["new-pool"])
        parameters = {name: value.clone() for name, value in (start or self.base).items()}
        prior = arm["params"].get("prior", 0)
        keep = prior / (prior + len(x))
        for layer in self.net.norms():
            with torch.no_grad():
                seen = self.net(parameters, x, upto=layer).flatten(0, -2)
            for role, value in (("moving-mean", seen.mean(0)), ("moving-variance", seen.var(0, unbiased=False))):
                name = self.net.names[layer, role]
                parameters[name] = keep * parameters[name] + (1 - keep) * value
        return parameters

    def tent(self, arm):
        """Wang et al. 2021: scales and shifts learn to lower the entropy of the answers, batch by batch, under the batch's statistics."""
        params = arm["params"]
        x = self.encoder(self.raw["new-pool"])
        learn = [self.net.names[layer, role] for layer in self.net.norms() for role in ("scale", "shift")]
        entropy = lambda scores, _: -(F.softmax(scores, 1) * F.log_softmax(scores, 1)).sum(1).mean()
        order = np.tile(np.arange(len(x)), params["passes"])
        surer = self.train(self.adabn({"params": {}}), x, None, order, learn, entropy, rate=params["rate"], batch_size=params["batch"])
        return self.adabn({"params": {}}, surer)


def remade(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    base, arms = [], {}
    for entry in manifest["seeds"]:
        seed = Seed(folder, manifest, entry)
        base.append(seed.accuracy(seed.base, "old-test"))
        # How much the lab's estimate of the Fisher information differs from the definition.
        exact = [{**arm, "arm": "ewc-exact"} for arm in entry["arms"] if arm["arm"] == "ewc"]
        for arm in entry["arms"] + exact:
            found = seed.repair(arm)
            if found:
                of = arms.setdefault(arm["arm"], {"new": [], "old": []})
                of["new"].append(found[0])
                of["old"].append(found[1])
    return {"folder": folder.name, "base": base, "arms": arms}


if __name__ == "__main__":
    for path in sys.argv[1:]:
        print(json.dumps(remade(Path(path))), flush=True)
