package dev.offload.image.faces;

/// A face and its place. `score` says how sure the network is, from 0 to 1.
public record Face(Box box, double score) {}
