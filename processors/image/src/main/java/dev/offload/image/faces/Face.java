package dev.offload.image.faces;

/// A face and where it is. `score` is how sure the network is, 0 to 1.
public record Face(Box box, double score) {}
