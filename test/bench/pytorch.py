"""Trains the networks of the training bench in PyTorch.

    python3 pytorch.py [THREADS]

Reads a command a line on standard input, as JSON, and answers each with a line of JSON; ends with
its input. THREADS is how many threads of the processor compute; PyTorch's own choice by default.
"""

import json
import pathlib
import re
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

if len(sys.argv) > 1:
    torch.set_num_threads(int(sys.argv[1]))


def build(layers):
    modules, channels, size, features = [], 3, 32, None
    for layer in layers:
        if layer["kind"] == "convolution":
            modules.append(nn.Conv2d(channels, layer["filters"], layer["kernel"]))
            channels, size = layer["filters"], size - layer["kernel"] + 1
        elif layer["kind"] == "pooling":
            modules.append(nn.MaxPool2d(2))
            size //= 2
        else:
            if features is None:
                modules.append(nn.Flatten())
                features = channels * size * size
            modules.append(nn.Linear(features, layer["units"], bias=layer["bias"]))
            features = layer["units"]
        if layer.get("relu"):
            modules.append(nn.ReLU())
    return nn.Sequential(*modules)


def loaded_blas():
    """The libraries for matrix products that this process has loaded, or what it was built with."""
    torch.ones(64, 64) @ torch.ones(64, 64)
    maps = pathlib.Path("/proc/self/maps")
    paths = maps.read_text().split() if maps.exists() else []
    found = {pathlib.Path(p) for p in paths if re.search(r"/lib(open)?(blas|blis|mkl|atlas)", p)}
    names = sorted(f"{path.parent.name}/{path.name}" for path in found)
    built = re.search(r"BLAS_INFO=(\w+)", torch.__config__.show())
    return ", ".join(names) or (built.group(1) if built else "unknown")


class Trainer:
    def describe(self, command):
        cuda = torch.cuda.is_available()
        return {
            "version": torch.__version__,
            "blas": loaded_blas(),
            "threads": torch.get_num_threads(),
            "gpu": torch.cuda.get_device_name() if cuda else None,
        }

    def prepare(self, command):
        self.device = command["device"]
        torch.manual_seed(1)
        self.model = build(command["layers"]).to(self.device)
        parameters = self.model.parameters()
        adam = command["optimizer"] == "Adam"
        self.optimizer = torch.optim.Adam(parameters) if adam else torch.optim.SGD(parameters, lr=0.01)
        self.batch = self.random_batch(command["batch"])
        return {"parameters": sum(p.numel() for p in self.model.parameters())}

    def train(self, command):
        images, labels = self.batch
        milliseconds = []
        for _ in range(command["count"]):
            start = time.perf_counter()
            self.optimizer.zero_grad(set_to_none=True)
            loss = F.cross_entropy(self.model(images), labels)
            loss.backward()
            self.optimizer.step()
            loss.item()
            self.synchronize()
            milliseconds.append(1000 * (time.perf_counter() - start))
        return {"milliseconds": milliseconds}

    def validate(self, command):
        count = command["images"] // command["batch"]
        batches = [self.random_batch(command["batch"]) for _ in range(count)]
        self.synchronize()
        start, right = time.perf_counter(), 0
        with torch.no_grad():
            for images, labels in batches:
                right += (self.model(images).argmax(1) == labels).sum().item()
        return {"milliseconds": 1000 * (time.perf_counter() - start), "right": right}

    def epoch_of_part6(self, command):
        if not hasattr(self, "mnist_like"):
            sizes = command["sizes"]
            layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
            for layer in layers:
                nn.init.normal_(layer.weight, 0, 0.01)
                nn.init.zeros_(layer.bias)
            chain = [m for layer in layers for m in (layer, nn.ReLU())][:-1]
            self.part6 = nn.Sequential(*chain)
            self.sgd = torch.optim.SGD(self.part6.parameters(), **command["sgd"])
            count = command["images"]
            self.mnist_like = torch.rand(count, sizes[0]), torch.randint(0, sizes[-1], (count,))
        images, labels = self.mnist_like
        start, total, right = time.perf_counter(), 0.0, 0
        for chosen in torch.randperm(len(labels)).split(command["batch"]):
            x, y = images[chosen], labels[chosen]
            self.sgd.zero_grad()
            logits = self.part6(x)
            loss = F.cross_entropy(logits, y)
            loss.backward()
            self.sgd.step()
            total += loss.item() * len(chosen)
            right += (logits.argmax(1) == y).sum().item()
        return {"seconds": time.perf_counter() - start}

    def random_batch(self, count):
        labels = torch.randint(0, 10, (count,))
        return torch.rand(count, 3, 32, 32).to(self.device), labels.to(self.device)

    def synchronize(self):
        if self.device == "cuda":
            torch.cuda.synchronize()


trainer = Trainer()
for line in sys.stdin:
    command = json.loads(line)
    answer = getattr(trainer, command["do"])(command)
    print(json.dumps(answer), flush=True)
