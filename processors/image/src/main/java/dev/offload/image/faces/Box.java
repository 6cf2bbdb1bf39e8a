package dev.offload.image.faces;

/// A rectangle in pixels of a picture. x grows to the right and y downwards.
public record Box(int x, int y, int width, int height) {}
