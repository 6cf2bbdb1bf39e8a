package dev.offload.image.operations;

import dev.offload.image.pixels.Colour;

/// What the operations of an output use beside the picture.
///
/// @param background the colour that fills what `contain` leaves free
/// @param marks the pictures of watermarks
public record Setting(Colour background, Marks marks) {}
