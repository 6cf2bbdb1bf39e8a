package dev.offload.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.schemas.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceDescriptorTest {
  @Test
  void distanceIsEuclidean() {
    assertThat(all(0.5).distanceTo(all(0.5))).isZero();
    assertThat(all(0.5).distanceTo(all(0.25))).isEqualTo(Math.sqrt(128 * 0.0625), within(1e-9));
  }

  @Test
  void descriptorsOfEqualNumbersAreEqual() {
    assertThat(all(0.1)).isEqualTo(all(0.1)).hasSameHashCodeAs(all(0.1)).isNotEqualTo(all(0.2));
  }

  @Test
  void descriptorCannotBeChangedFromOutside() {
    float[] numbers = new float[FaceDescriptor.LENGTH];
    FaceDescriptor descriptor = FaceDescriptor.of(numbers);
    numbers[0] = 1;
    descriptor.numbers()[1] = 1;

    assertThat(descriptor).isEqualTo(all(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 127, 129})
  void descriptorHas128Numbers(int length) {
    assertThatThrownBy(() -> FaceDescriptor.of(Collections.nCopies(length, 0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have 128 numbers, was " + length);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -10.5, 1e300})
  void numberOutOfRangeIsRefused(double number) {
    List<Double> numbers = new ArrayList<>(Collections.nCopies(FaceDescriptor.LENGTH, 0.5));
    numbers.set(127, number);

    assertThatThrownBy(() -> FaceDescriptor.of(numbers))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void descriptorOfAnotherLengthIsNotRead() {
    assertThatThrownBy(() -> Json.MAPPER.readValue("[0.5, 0.5]", FaceDescriptor.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void textFormHidesTheNumbers() {
    assertThat(all(0.5).toString()).doesNotContain("0.5");
  }

  private static FaceDescriptor all(double number) {
    return FaceDescriptor.of(Collections.nCopies(FaceDescriptor.LENGTH, number));
  }
}
