#!/usr/bin/env python3
"""Writes the tiny face detector of face-api as ONNX.

The network is a small YOLO v2 of separable convolutions. Its published weights come from the npm package
@vladmandic/face-api 1.7.15, folder model/:

    npm pack @vladmandic/face-api@1.7.15 && tar xf vladmandic-face-api-1.7.15.tgz
    python3 -m venv venv && venv/bin/pip install onnx==1.23.2
    venv/bin/python tiny_face_detector.py package/model ../main/resources/dev/offload/image/faces/tiny_face_detector.onnx

Input: 1 x 3 x side x side; red, green and blue from 0 to 255; the side is a multiple of 32. Output: 1 x 25 x cells x
cells with one cell per 32 pixels: five anchors, each x, y, width, height and score before the sigmoid.
"""
import hashlib
import json
import math
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WEIGHTS = {
    "tiny_face_detector_model-weights_manifest.json": "5d1af4849ac48d5b985f4a9b16010c512353ddd6fcc63d50fd0bc9e9e64296e5",
    "tiny_face_detector_model.bin": "b7503ce7df31039b1c43316a9b865cab6a70dd748cc602d3fa28b551503c3871",
}
MEAN_RED_GREEN_BLUE = [117.001, 114.697, 97.404]
LEAK = 0.1
SEPARABLE_LAYERS = 5


def read(directory, name):
    content = (directory / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != WEIGHTS[name]:
        sys.exit(f"{name} is not the one of @vladmandic/face-api 1.7.15")
    return content


def weights(directory):
    """The tensors by name. Each number is one byte, with a scale and a minimum for each tensor."""
    manifest, binary = (read(directory, name) for name in WEIGHTS)
    tensors, offset = {}, 0
    for weight in (weight for group in json.loads(manifest) for weight in group["weights"]):
        size, scale = math.prod(weight["shape"]), weight["quantization"]
        numbers = np.frombuffer(binary, np.uint8, size, offset).astype(np.float64)
        tensors[weight["name"]] = (numbers * scale["scale"] + scale["min"]).astype(np.float32).reshape(weight["shape"])
        offset += size
    assert offset == len(binary)
    return tensors


class Graph:
    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, values):
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))
        return name

    def node(self, operator, *inputs, **attributes):
        name = f"{operator}{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name, **attributes))
        return name

    def convolution(self, value, filters, bias, border, groups=1):
        inputs = [value, self.constant(filters)] + ([] if bias is None else [self.constant(bias)])
        side = filters.shape[2]
        return self.node(
            "Conv", *inputs, kernel_shape=[side, side], strides=[1, 1], pads=[border] * 4, group=groups)

    def max_pool(self, value, stride):
        return self.node("MaxPool", value, kernel_shape=[2, 2], strides=[stride, stride], auto_pad="SAME_UPPER")


def onnx_order(filters):
    """From TensorFlow's order (height, width, in, out) to ONNX's (out, in, height, width)."""
    return filters.transpose(3, 2, 0, 1)


def onnx_order_depthwise(filters):
    """From (height, width, channels, 1) to (channels, 1, height, width)."""
    return filters.transpose(2, 3, 0, 1)


def model(tensors):
    graph = Graph()
    value = graph.node("Sub", "input", graph.constant(np.reshape(MEAN_RED_GREEN_BLUE, (1, 3, 1, 1))))
    value = graph.node("Mul", value, graph.constant(np.reshape(np.float32(1 / 255), (1, 1, 1, 1))))
    value = graph.convolution(value, onnx_order(tensors["conv0/filters"]), tensors["conv0/bias"], border=0)
    value = graph.max_pool(graph.node("LeakyRelu", value, alpha=LEAK), stride=2)
    for layer in range(1, SEPARABLE_LAYERS + 1):
        depthwise = onnx_order_depthwise(tensors[f"conv{layer}/depthwise_filter"])
        pointwise = onnx_order(tensors[f"conv{layer}/pointwise_filter"])
        value = graph.convolution(value, depthwise, None, border=1, groups=depthwise.shape[0])
        value = graph.convolution(value, pointwise, tensors[f"conv{layer}/bias"], border=0)
        value = graph.max_pool(
            graph.node("LeakyRelu", value, alpha=LEAK), stride=1 if layer == SEPARABLE_LAYERS else 2)
    value = graph.convolution(value, onnx_order(tensors["conv8/filters"]), tensors["conv8/bias"], border=0)
    shapes = [1, 3, "side", "side"], [1, 25, "cells", "cells"]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name, shape in zip(("input", value), shapes)]
    made = helper.make_model(
        helper.make_graph(graph.nodes, "tiny_face_detector", ends[:1], ends[1:], graph.constants),
        producer_name="offload", ir_version=8, opset_imports=[helper.make_opsetid("", 13)])
    onnx.checker.check_model(made, full_check=True)
    return made


if __name__ == "__main__":
    onnx.save(model(weights(pathlib.Path(sys.argv[1]))), sys.argv[2])
