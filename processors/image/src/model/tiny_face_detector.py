#!/usr/bin/env python3
"""Writes the tiny face detector of face-api as ONNX.

The network is a small YOLO v2 of separable convolutions. face_api.py says where its weights come from, and what to
install.

    venv/bin/python tiny_face_detector.py package/model ../main/resources/dev/offload/image/faces/tiny_face_detector.onnx

Input: 1 x 3 x side x side; red, green and blue from 0 to 255; the side is a multiple of 32. Output: 1 x 25 x cells x
cells with one cell per 32 pixels: five anchors, each x, y, width, height and score before the sigmoid.
"""
import pathlib
import sys

from face_api import Graph, onnx_order, onnx_order_depthwise, weights

MEAN_RED_GREEN_BLUE = [117.001, 114.697, 97.404]
LEAK = 0.1
SEPARABLE_LAYERS = 5


class Tiny(Graph):
    def max_pool(self, value, stride):
        return self.node("MaxPool", value, kernel_shape=[2, 2], strides=[stride, stride], auto_pad="SAME_UPPER")


def model(tensors):
    graph = Tiny(tensors)
    value = graph.normalised(MEAN_RED_GREEN_BLUE, 1 / 255)
    value = graph.convolution(value, onnx_order(tensors["conv0/filters"]), tensors["conv0/bias"], 1, pads=[0] * 4)
    value = graph.max_pool(graph.node("LeakyRelu", value, alpha=LEAK), stride=2)
    for layer in range(1, SEPARABLE_LAYERS + 1):
        depthwise = onnx_order_depthwise(tensors[f"conv{layer}/depthwise_filter"])
        pointwise = onnx_order(tensors[f"conv{layer}/pointwise_filter"])
        value = graph.convolution(value, depthwise, None, 1, groups=depthwise.shape[0], pads=[1] * 4)
        value = graph.convolution(value, pointwise, tensors[f"conv{layer}/bias"], 1, pads=[0] * 4)
        value = graph.max_pool(
            graph.node("LeakyRelu", value, alpha=LEAK), stride=1 if layer == SEPARABLE_LAYERS else 2)
    value = graph.convolution(value, onnx_order(tensors["conv8/filters"]), tensors["conv8/bias"], 1, pads=[0] * 4)
    return graph.model("tiny_face_detector", value, [1, 3, "side", "side"], [1, 25, "cells", "cells"])


if __name__ == "__main__":
    network = model(weights(pathlib.Path(sys.argv[1]), "tiny_face_detector"))
    pathlib.Path(sys.argv[2]).write_bytes(network)
