package dev.offload.image.operations;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// One thing that is done to the pixels of an output, such as `{"rotate": 90}`. The operations of
/// an output run in the order in which they are written.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Background.class, name = "background"),
  @JsonSubTypes.Type(value = Blur.class, name = "blur"),
  @JsonSubTypes.Type(value = Crop.class, name = "crop"),
  @JsonSubTypes.Type(value = Flip.class, name = "flip"),
  @JsonSubTypes.Type(value = Greyscale.class, name = "greyscale"),
  @JsonSubTypes.Type(value = Resizing.class, name = "resize"),
  @JsonSubTypes.Type(value = Rotate.class, name = "rotate"),
  @JsonSubTypes.Type(value = Sharpen.class, name = "sharpen"),
  @JsonSubTypes.Type(value = Watermark.class, name = "watermark"),
})
public sealed interface Operation
    permits Background, Blur, Crop, Flip, Greyscale, Resizing, Rotate, Sharpen, Watermark {

  /// What it does to a picture of this shape.
  Move on(Shape before, Setting setting);
}
