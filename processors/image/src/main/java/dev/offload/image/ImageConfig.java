package dev.offload.image;

import dev.offload.image.faces.FaceConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/// What the image handler allows, and its defaults for what a task leaves open.
@ConfigMapping(prefix = "offload.image")
public interface ImageConfig {
  /// How large a picture's file may be. It is in the heap while the picture is worked on.
  @WithDefault("64M")
  MemorySize maxFileSize();

  /// How many pixels (width × height) a picture or an output may have, however much memory
  /// there is. If there is little, `memory` allows fewer.
  @WithDefault("100000000")
  @Min(1)
  @Max(1_000_000_000)
  long maxPixels();

  /// How many frames an animation may have of which all are wanted. All of its frames together
  /// may have as many pixels as one picture.
  @WithDefault("2000")
  @Min(1)
  @Max(100_000)
  int maxFrames();

  /// How much native memory all pictures of this process may use together, for their pixels
  /// and for what is made from them. A picture waits its turn. One that needs more than all of
  /// the memory is refused, and its error says how many pixels fit. The default is half of
  /// what the machine or the container has besides the heap.
  Optional<MemorySize> memory();

  /// The quality of JPEG outputs, 1 to 100, if the task does not set it.
  @WithDefault("80")
  @Min(1)
  @Max(100)
  int jpegQuality();

  /// The quality of WebP outputs, 1 to 100, if the task does not set it.
  @WithDefault("80")
  @Min(1)
  @Max(100)
  int webpQuality();

  /// How to find faces.
  FaceConfig faces();
}
