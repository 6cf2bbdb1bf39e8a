#!/usr/bin/env python3
"""Writes the SSD face detector of face-api as ONNX: MobileNet v1 with single shot detection, trained on WIDER FACE.

face_api.py says where the weights come from, and what to install.

    venv/bin/python ssd_face_detector.py package/model ../main/resources/dev/offload/image/faces/ssd_face_detector.onnx.gz

Input: 1 x 3 x 512 x 512; red, green and blue from 0 to 255. Output: 1 x 5118 x 5: top, left, bottom and right of each
box as shares of the input's side, and its score. It is compressed, since each weight was published as one byte and is
four bytes in ONNX.
"""
import gzip
import pathlib
import sys

import numpy as np

from face_api import Graph, onnx_order, onnx_order_depthwise, weights

SIDE = 512
BOXES = 5118
BLOCKS = 13
WITH_STRIDE = (2, 4, 6, 12)
SMALLEST_BOXES_AFTER = 11
EPSILON = 0.0010000000474974513
BOX, CLASSES, FACE = 4, 3, 1
CENTRE_VARIANCE, SIZE_VARIANCE = 0.1, 0.2


class Ssd(Graph):
    def relu6(self, value):
        return self.node("Clip", value, self.constant(np.float32(0)), self.constant(np.float32(6)))

    def pointwise(self, value, name, stride):
        filters = onnx_order(self.tensors[f"{name}/weights"])
        bias = self.tensors[f"{name}/convolution_bn_offset"]
        return self.relu6(self.convolution(value, filters, bias, stride, auto_pad="SAME_UPPER"))

    def depthwise(self, value, name, stride):
        filters = onnx_order_depthwise(self.tensors[f"{name}/depthwise_weights"])
        value = self.convolution(value, filters, None, stride, groups=filters.shape[0], auto_pad="SAME_UPPER")
        norm = [self.constant(self.tensors[f"{name}/BatchNorm/{which}"])
                for which in ("gamma", "beta", "moving_mean", "moving_variance")]
        return self.relu6(self.node("BatchNormalization", value, *norm, epsilon=EPSILON))

    def predicted(self, value, name, numbers):
        """1 x boxes x numbers."""
        filters, bias = onnx_order(self.tensors[f"{name}/weights"]), self.tensors[f"{name}/biases"]
        value = self.convolution(value, filters, bias, 1, auto_pad="VALID")
        value = self.node("Transpose", value, perm=[0, 2, 3, 1])
        return self.node("Reshape", value, self.constant([1, -1, numbers], np.int64))

    def part(self, value, begin, end):
        bounds = ([begin], [end], [2])
        return self.node("Slice", value, *(self.constant(bound, np.int64) for bound in bounds))

    def times(self, value, factors):
        return self.node("Mul", value, self.constant(factors))


def detector(tensors):
    graph = Ssd(tensors)
    value = graph.pointwise(graph.normalised([127.5] * 3, 1 / 127.5), "MobilenetV1/Conv2d_0_pointwise", 2)
    seen = []
    for block in range(1, BLOCKS + 1):
        name = f"MobilenetV1/Conv2d_{block}"
        value = graph.depthwise(value, f"{name}_depthwise", 2 if block in WITH_STRIDE else 1)
        value = graph.pointwise(value, f"{name}_pointwise", 1)
        if block == SMALLEST_BOXES_AFTER:
            seen.append(value)
    seen.append(value)
    for layer in range(0, 8, 2):
        value = graph.pointwise(value, f"Prediction/Conv2d_{layer}_pointwise", 1)
        value = graph.pointwise(value, f"Prediction/Conv2d_{layer + 1}_pointwise", 2)
        seen.append(value)
    predictors = [f"Prediction/BoxPredictor_{layer}" for layer in range(len(seen))]
    boxes = graph.node("Concat", *(
        graph.predicted(one, f"{name}/BoxEncodingPredictor", BOX) for one, name in zip(seen, predictors)), axis=1)
    classes = graph.node("Concat", *(
        graph.predicted(one, f"{name}/ClassPredictor", CLASSES) for one, name in zip(seen, predictors)), axis=1)

    anchors = tensors["Output/extra_dim"]
    begin, end = anchors[:, :, :2], anchors[:, :, 2:]
    size, centre = end - begin, (begin + end) / 2
    moved = graph.node("Add", graph.times(graph.part(boxes, 0, 2), size * CENTRE_VARIANCE), graph.constant(centre))
    grown = graph.node("Exp", graph.times(graph.part(boxes, 2, 4), np.full((1, 1, 1), SIZE_VARIANCE)))
    half = graph.times(grown, size / 2)
    score = graph.node("Sigmoid", graph.part(classes, FACE, FACE + 1))
    result = graph.node(
        "Concat", graph.node("Sub", moved, half), graph.node("Add", moved, half), score, axis=2)
    return graph.model("ssd_face_detector", result, [1, 3, SIDE, SIDE], [1, BOXES, BOX + 1])


if __name__ == "__main__":
    network = detector(weights(pathlib.Path(sys.argv[1]), "ssd_mobilenetv1"))
    pathlib.Path(sys.argv[2]).write_bytes(gzip.compress(network, mtime=0))
