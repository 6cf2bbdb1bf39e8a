"""What the scripts beside it have in common: the weights in the npm package @vladmandic/face-api 1.7.15, and a network
in the making.

    npm pack @vladmandic/face-api@1.7.15 && tar xf vladmandic-face-api-1.7.15.tgz
    python3 -m venv venv && venv/bin/pip install onnx==1.23.2

The weights are then in package/model.
"""
import hashlib
import json
import math
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WEIGHTS = {
    "face_landmark_68_model-weights_manifest.json": "ca4886639f86e99b39fed0c155f81b63317225773bd9616716e887b0153389c9",
    "face_landmark_68_model.bin": "4611ef65c87d836d03d684b30eec4d195d8b219fa1dd58fc58945831c6b9299b",
    "face_recognition_model-weights_manifest.json": "cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b",
    "face_recognition_model.bin": "b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589",
    "ssd_mobilenetv1_model-weights_manifest.json": "888f744dffbc84f5f060d1f8427d9742341943a2dfaaf9205d10029b7e7a2955",
    "ssd_mobilenetv1_model.bin": "2835640602d53718aa6ae9a42896327eaa21beefed056c218d32ca7d79e1e2f8",
    "tiny_face_detector_model-weights_manifest.json": "5d1af4849ac48d5b985f4a9b16010c512353ddd6fcc63d50fd0bc9e9e64296e5",
    "tiny_face_detector_model.bin": "b7503ce7df31039b1c43316a9b865cab6a70dd748cc602d3fa28b551503c3871",
}


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


def onnx_order(filters):
    """From TensorFlow's order (height, width, in, out) to ONNX's (out, in, height, width)."""
    return filters.transpose(3, 2, 0, 1)


def onnx_order_depthwise(filters):
    """From (height, width, channels, 1) to (channels, 1, height, width)."""
    return filters.transpose(2, 3, 0, 1)


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

    def normalised(self, mean, factor):
        value = self.node("Sub", "input", self.constant(np.reshape(mean, (1, -1, 1, 1))))
        return self.node("Mul", value, self.constant(np.reshape(np.float32(factor), (1, 1, 1, 1))))

    def convolution(self, value, filters, bias, stride, groups=1, **border):
        """`border` is auto_pad or pads."""
        inputs = [value, self.constant(filters)] + ([] if bias is None else [self.constant(bias)])
        return self.node(
            "Conv", *inputs, kernel_shape=list(filters.shape[2:]), strides=[stride, stride], group=groups, **border)

    def model(self, name, result, input_shape, result_shape):
        ends = [helper.make_tensor_value_info(end, TensorProto.FLOAT, shape)
                for end, shape in (("input", input_shape), (result, result_shape))]
        made = helper.make_model(
            helper.make_graph(self.nodes, name, ends[:1], ends[1:], self.constants),
            producer_name="offload", ir_version=8, opset_imports=[helper.make_opsetid("", 13)])
        onnx.checker.check_model(made, full_check=True)
        return made.SerializeToString()
