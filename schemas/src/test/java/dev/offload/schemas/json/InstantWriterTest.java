package dev.offload.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InstantWriterTest {
  private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();
  private static final int[] GRAINS = {1, 10, 1_000, 10_000, 1_000_000, 100_000_000, 1_000_000_000};

  private static Stream<Instant> instants() {
    Random random = new Random(7);
    Stream<Instant> anywhere =
        IntStream.range(0, 500)
            .mapToObj(
                number -> {
                  int grain = GRAINS[number % GRAINS.length];
                  int nano = random.nextInt(1_000_000_000) / grain * grain;
                  return Instant.ofEpochSecond(random.nextLong(YEAR_0, YEAR_10000), nano);
                });
    Stream<Instant> edges =
        Stream.of(
            Instant.MIN,
            Instant.ofEpochSecond(YEAR_0).minusNanos(1),
            Instant.ofEpochSecond(YEAR_0),
            Instant.EPOCH,
            Instant.ofEpochSecond(YEAR_10000).minusNanos(1),
            Instant.ofEpochSecond(YEAR_10000),
            Instant.MAX);
    return Stream.concat(anywhere, edges);
  }

  @ParameterizedTest
  @MethodSource("instants")
  void instantIsWrittenAsItsText(Instant instant) throws JsonProcessingException {
    assertThat(Json.MAPPER.writeValueAsString(instant)).isEqualTo('"' + instant.toString() + '"');
  }
}
