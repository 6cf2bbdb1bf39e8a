package dev.offload.lifecycle.succession;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.RunSpec;
import java.io.IOException;
import java.io.OutputStream;

/// How large an input may be with what its references find.
public final class InputSize {
  private InputSize() {}

  /// Whether `input` is small enough. References may find the same again and again, so what is too
  /// large is not written to its end.
  public static boolean fits(JsonNode input) {
    try {
      Json.MAPPER.writeValue(new Bounded(RunSpec.MAX_INPUT_BYTES), input);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Takes a limited number of bytes, and forgets them.
  private static final class Bounded extends OutputStream {
    private int left;

    private Bounded(int most) {
      left = most;
    }

    @Override
    public void write(int one) throws IOException {
      take(1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      take(length);
    }

    private void take(int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw new IOException("the input has too many bytes");
      }
    }
  }
}
