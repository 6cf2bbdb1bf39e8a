#!/usr/bin/env python3
"""Writes two networks of face-api as ONNX: 68 landmarks of a face, and the descriptor of an aligned face.

face_api.py says where the weights come from, and what to install.

    venv/bin/python face_recognition.py package/model ../main/resources/dev/offload/image/faces

face_landmarks.onnx: from 1 x 3 x 112 x 112 to 136 numbers, x and y of each landmark as shares of the input's side.
face_recognition.onnx.gz, after dlib's ResNet: from 1 x 3 x 150 x 150 to 128 numbers. It is compressed, since each
weight was published as one byte and is four bytes in ONNX.
Inputs are red, green and blue from 0 to 255.
"""
import gzip
import pathlib
import sys

import numpy as np

from face_api import Graph, onnx_order, onnx_order_depthwise, weights

MEAN_RED_GREEN_BLUE = [122.782, 117.001, 104.298]
SIDE_AFTER_FIRST_POOL = 35
CHANNELS_AFTER_FIRST_POOL = 32
RESIDUAL_BLOCKS = (
    "conv32_1 conv32_2 conv32_3 conv64_down conv64_1 conv64_2 conv64_3 conv128_down conv128_1 conv128_2"
    " conv256_down conv256_1 conv256_2 conv256_down_out").split()


class Face(Graph):
    def relu(self, value):
        return self.node("Relu", value)

    def add(self, *values):
        total = values[0]
        for value in values[1:]:
            total = self.node("Add", total, value)
        return total

    def separable(self, value, name, stride):
        depthwise = onnx_order_depthwise(self.tensors[f"{name}/depthwise_filter"])
        value = self.convolution(value, depthwise, None, stride, groups=depthwise.shape[0], auto_pad="SAME_UPPER")
        pointwise = onnx_order(self.tensors[f"{name}/pointwise_filter"])
        return self.convolution(value, pointwise, self.tensors[f"{name}/bias"], 1, auto_pad="VALID")

    def scaled(self, value, name, stride, pad):
        filters = onnx_order(self.tensors[f"{name}/conv/filters"])
        value = self.convolution(value, filters, self.tensors[f"{name}/conv/bias"], stride, auto_pad=pad)
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


def landmarks(tensors):
    graph = Face(tensors)
    value = graph.normalised(MEAN_RED_GREEN_BLUE, 1 / 255)
    for block in range(4):
        name = f"dense{block}"
        if block == 0:
            filters, bias = tensors["dense0/conv0/filters"], tensors["dense0/conv0/bias"]
            first = graph.convolution(value, onnx_order(filters), bias, 2, auto_pad="SAME_UPPER")
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
    return graph.model("face_landmarks", value, [1, 3, 112, 112], [1, 136])


def recognition(tensors):
    graph = Face(tensors)
    value = graph.relu(graph.scaled(graph.normalised(MEAN_RED_GREEN_BLUE, 1 / 255), "conv32_down", 2, "VALID"))
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
    return graph.model("face_recognition", value, [1, 3, 150, 150], [1, 128])


if __name__ == "__main__":
    source, target = (pathlib.Path(argument) for argument in sys.argv[1:])
    (target / "face_landmarks.onnx").write_bytes(landmarks(weights(source, "face_landmark_68")))
    network = recognition(weights(source, "face_recognition"))
    (target / "face_recognition.onnx.gz").write_bytes(gzip.compress(network, mtime=0))
