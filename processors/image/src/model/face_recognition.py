#!/usr/bin/env python3
"""Writes two networks of face-api as ONNX: 68 landmarks of a face, and the descriptor of an aligned face.

The published weights come from the same npm package as those of tiny_face_detector.py, which says how to get it:

    venv/bin/python face_recognition.py package/model ../main/resources/dev/offload/image/faces

face_landmarks.onnx: from 1 x 3 x 112 x 112 to 136 numbers, x and y of each landmark as shares of the input's side.
face_recognition.onnx.gz, after dlib's ResNet: from 1 x 3 x 150 x 150 to 128 numbers. It is compressed, since each
weight was published as one byte and is four bytes in ONNX.
Inputs are red, green and blue from 0 to 255.
"""
import gzip
import hashlib
import json
import math
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from tiny_face_detector import onnx_order, onnx_order_depthwise

WEIGHTS = {
    "face_landmark_68_model-weights_manifest.json": "ca4886639f86e99b39fed0c155f81b63317225773bd9616716e887b0153389c9",
    "face_landmark_68_model.bin": "4611ef65c87d836d03d684b30eec4d195d8b219fa1dd58fc58945831c6b9299b",
    "face_recognition_model-weights_manifest.json": "cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b",
    "face_recognition_model.bin": "b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589",
}
MEAN_RED_GREEN_BLUE = [122.782, 117.001, 104.298]
SIDE_AFTER_FIRST_POOL = 35
CHANNELS_AFTER_FIRST_POOL = 32
RESIDUAL_BLOCKS = (
    "conv32_1 conv32_2 conv32_3 conv64_down conv64_1 conv64_2 conv64_3 conv128_down conv128_1 conv128_2"
    " conv256_down conv256_1 conv256_2 conv256_down_out").split()


def read(directory, name):
    content = (directory / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != WEIGHTS[name]:
        sys.exit(f"{name} is not the one of @vladmandic/face-api 1.7.15")
    return content


def weights(directory, model):
    """The tensors by name. A number is one byte, with a scale and a minimum for each tensor, or four."""
    manifest = read(directory, f"{model}_model-weights_manifest.json")
    binary = read(directory, f"{model}_model.bin")
    tensors, offset = {}, 0
    for weight in (weight for group in json.loads(manifest) for weight in group["weights"]):
        size, scale = math.prod(weight["shape"]), weight.get("quantization")
        if scale is None:
            numbers = np.frombuffer(binary, "<f4", size, offset)
            offset += 4 * size
        else:
            numbers = np.frombuffer(binary, np.uint8, size, offset).astype(np.float64)
            numbers = (numbers * scale["scale"] + scale["min"]).astype(np.float32)
            offset += size
        tensors[weight["name"]] = numbers.reshape(weight["shape"])
    assert offset == len(binary)
    return tensors


class Graph:
    def __init__(self, tensors):
        self.tensors, self.nodes, self.constants = tensors, [], []

    def constant(self, values, kind=np.float32):
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values, kind), name))
        return name

    def node(self, operator, *inputs, **attributes):
        name = f"{operator}{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name, **attributes))
        return name

    def normalised(self):
        value = self.node("Sub", "input", self.constant(np.reshape(MEAN_RED_GREEN_BLUE, (1, 3, 1, 1))))
        return self.node("Mul", value, self.constant(np.reshape(np.float32(1 / 255), (1, 1, 1, 1))))

    def relu(self, value):
        return self.node("Relu", value)

    def add(self, *values):
        total = values[0]
        for value in values[1:]:
            total = self.node("Add", total, value)
        return total

    def convolution(self, value, filters, bias, stride, pad, groups=1):
        inputs = [value, self.constant(filters)] + ([] if bias is None else [self.constant(bias)])
        return self.node(
            "Conv", *inputs, kernel_shape=list(filters.shape[2:]), strides=[stride, stride], auto_pad=pad,
            group=groups)

    def separable(self, value, name, stride):
        depthwise = onnx_order_depthwise(self.tensors[f"{name}/depthwise_filter"])
        value = self.convolution(value, depthwise, None, stride, "SAME_UPPER", groups=depthwise.shape[0])
        pointwise = onnx_order(self.tensors[f"{name}/pointwise_filter"])
        return self.convolution(value, pointwise, self.tensors[f"{name}/bias"], 1, "VALID")

    def scaled(self, value, name, stride, pad):
        filters = onnx_order(self.tensors[f"{name}/conv/filters"])
        value = self.convolution(value, filters, self.tensors[f"{name}/conv/bias"], stride, pad)
        for operator, which in (("Mul", "weights"), ("Add", "biases")):
            factor = np.reshape(self.tensors[f"{name}/scale/{which}"], (1, -1, 1, 1))
            value = self.node(operator, value, self.constant(factor))
        return value

    def pool(self, operator, value, side, stride):
        return self.node(operator, value, kernel_shape=[side, side], strides=[stride, stride], auto_pad="VALID")

    def padded(self, value, channels, rows):
        """Zeros for more channels, rows and columns."""
        more = self.constant([0, 0, 0, 0, 0, channels, rows, rows], np.int64)
        return self.node("Pad", value, more)

    def model(self, name, result, side, numbers):
        shapes = [1, 3, side, side], [1, numbers]
        ends = [helper.make_tensor_value_info(end, TensorProto.FLOAT, shape)
                for end, shape in zip(("input", result), shapes)]
        made = helper.make_model(
            helper.make_graph(self.nodes, name, ends[:1], ends[1:], self.constants),
            producer_name="offload", ir_version=8, opset_imports=[helper.make_opsetid("", 13)])
        onnx.checker.check_model(made, full_check=True)
        return made.SerializeToString()


def landmarks(tensors):
    graph = Graph(tensors)
    value = graph.normalised()
    for block in range(4):
        name = f"dense{block}"
        if block == 0:
            filters, bias = tensors["dense0/conv0/filters"], tensors["dense0/conv0/bias"]
            first = graph.convolution(value, onnx_order(filters), bias, 2, "SAME_UPPER")
        else:
            first = graph.separable(value, f"{name}/conv0", 2)
        first = graph.relu(first)
        second = graph.separable(first, f"{name}/conv1", 1)
        third = graph.separable(graph.relu(graph.add(first, second)), f"{name}/conv2", 1)
        fourth = graph.separable(graph.relu(graph.add(first, second, third)), f"{name}/conv3", 1)
        value = graph.relu(graph.add(first, second, third, fourth))
    value = graph.node("Flatten", graph.pool("AveragePool", value, 7, 2), axis=1)
    value = graph.node(
        "Gemm", value, graph.constant(tensors["fc/weights"]), graph.constant(tensors["fc/bias"]))
    return graph.model("face_landmarks", value, 112, 136)


def recognition(tensors):
    graph = Graph(tensors)
    value = graph.relu(graph.scaled(graph.normalised(), "conv32_down", 2, "VALID"))
    value = graph.pool("MaxPool", value, 3, 2)
    side, channels = SIDE_AFTER_FIRST_POOL, CHANNELS_AFTER_FIRST_POOL
    for block in RESIDUAL_BLOCKS:
        down = "down" in block
        inner = graph.relu(graph.scaled(value, f"{block}/conv1", 2 if down else 1, "VALID" if down else "SAME_UPPER"))
        inner = graph.scaled(inner, f"{block}/conv2", 1, "SAME_UPPER")
        if down:
            made, pooled = (side - 3) // 2 + 1, side // 2
            more = tensors[f"{block}/conv2/conv/bias"].size
            value = graph.pool("AveragePool", value, 2, 2)
            if made < pooled:
                inner = graph.padded(inner, 0, pooled - made)
            if more > channels:
                value = graph.padded(value, more - channels, 0)
            side, channels = pooled, more
        value = graph.relu(graph.add(value, inner))
    value = graph.node("Flatten", graph.node("GlobalAveragePool", value), axis=1)
    value = graph.node("MatMul", value, graph.constant(tensors["fc"]))
    return graph.model("face_recognition", value, 150, 128)


if __name__ == "__main__":
    source, target = (pathlib.Path(argument) for argument in sys.argv[1:])
    (target / "face_landmarks.onnx").write_bytes(landmarks(weights(source, "face_landmark_68")))
    network = recognition(weights(source, "face_recognition"))
    (target / "face_recognition.onnx.gz").write_bytes(gzip.compress(network, mtime=0))
