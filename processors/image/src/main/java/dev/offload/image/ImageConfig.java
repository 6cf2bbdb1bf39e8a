package dev.offload.image;

import dev.offload.image.faces.FaceConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/// What the image handler permits, and what it does where a task does not say.
@ConfigMapping(prefix = "offload.image")
public interface ImageConfig {
  /// Bytes that a picture's file may have; it is held in the heap while it is worked on.
  @WithDefault("64M")
  MemorySize maxFileSize();

  /// Pixels (width × height) that a picture may have, coming in or going out, however much memory
  /// there is. Where it is little, `memory` allows fewer.
  @WithDefault("100000000")
  @Min(1)
  @Max(1_000_000_000)
  long maxPixels();

  /// Native memory that all pictures of this process may take together, each as much as its pixels
  /// and what is made of them need. A picture waits its turn. One that needs more than all of it is
  /// refused, and its error says how many pixels fit. Absent: half of what the machine, or the
  /// container's limit, has beside the heap.
  Optional<MemorySize> memory();

  /// Quality of JPEG outputs, 1 to 100, where the task names none.
  @WithDefault("80")
  @Min(1)
  @Max(100)
  int jpegQuality();

  /// Quality of WebP outputs, 1 to 100, where the task names none.
  @WithDefault("80")
  @Min(1)
  @Max(100)
  int webpQuality();

  /// How faces are looked for.
  FaceConfig faces();
}
