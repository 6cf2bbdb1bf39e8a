package dev.offload.schemas.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.offload.schemas.Require;
import java.util.Arrays;
import java.util.List;

/// What the recognition network makes of a face: 128 numbers that are close to each other for
/// photos of one person. They are kept as 32-bit floats.
public final class FaceDescriptor {
  public static final int LENGTH = 128;

  /// The largest number. The network's own are below 1.
  public static final int MOST = 10;

  private final float[] numbers;

  private FaceDescriptor(float[] numbers) {
    this.numbers = numbers;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static FaceDescriptor of(float[] numbers) {
    Require.that(
        numbers.length == LENGTH,
        "descriptor",
        "have %d numbers".formatted(LENGTH),
        numbers.length);
    for (float number : numbers) {
      // NaN is refused as well.
      Require.that(
          number >= -MOST && number <= MOST, "descriptor", "have numbers up to " + MOST, number);
    }
    return new FaceDescriptor(numbers.clone());
  }

  public static FaceDescriptor of(List<? extends Number> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i).floatValue();
    }
    return of(floats);
  }

  @JsonValue
  public float[] numbers() {
    return numbers.clone();
  }

  /// Euclid's distance: 0 if they are the same.
  public double distanceTo(FaceDescriptor other) {
    double squares = 0;
    for (int i = 0; i < LENGTH; i++) {
      double difference = (double) numbers[i] - other.numbers[i];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FaceDescriptor that && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  /// Without the numbers, which say who somebody is.
  @Override
  public String toString() {
    return "a face's descriptor";
  }
}
