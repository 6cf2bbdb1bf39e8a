package dev.offload.image.pixels;

import static dev.offload.image.TestPictures.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.image.PeakMemory;
import dev.offload.image.PictureCosts;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.SourceFormat;
import dev.offload.image.header.UnfitPicture;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Randomly damaged pictures. Each is refused, or decoded to the size that its header gives.
/// None takes more memory than its header makes one expect. To run it for longer:
/// `-Doffload.image.fuzz=PT10M`. To repeat a case: `-Doffload.image.fuzz.seed=n`.
class PictureFuzzTest {
  private static final Duration TIME =
      Duration.parse(System.getProperty("offload.image.fuzz", "PT2S"));
  private static final long SEED = Long.getLong("offload.image.fuzz.seed", 1);

  /// A small limit for the pixels of a worker.
  private static final long MOST_PIXELS = 4_000_000;

  /// The JVM itself needs memory, too.
  private static final long OF_OTHERS = 192L << 20;

  private enum Ended {
    DECODED,
    TOO_LARGE,
    NO_HEADER,
    NO_PIXELS
  }

  @BeforeEach
  void load() throws UnfitPicture {
    byte[] picture = resource("grey1.png");
    Decoder.decode(picture, PictureHeader.read(picture), Reduction.NONE).close();
  }

  @Test
  void damagedPictureIsDecodedOrRefusedWithinItsMemory(TestReporter reporter) throws Exception {
    ChancePictures pictures = new ChancePictures();
    Map<Ended, Integer> ends = new EnumMap<>(Ended.class);
    long end = System.nanoTime() + TIME.toNanos();
    long slowest = 0;
    long seed = SEED;
    do {
      long begin = System.nanoTime();
      Random random = new Random(seed);
      byte[] file = pictures.damaged(random);
      try {
        ends.merge(decode(file, random), 1, Integer::sum);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("-Doffload.image.fuzz.seed=%d".formatted(seed), e);
      }
      slowest = Math.max(slowest, System.nanoTime() - begin);
      seed++;
    } while (System.nanoTime() < end);
    reporter.publishEntry(
        "pictures",
        "%,d from seed %d, the slowest took %,d ms: %s"
            .formatted(seed - SEED, SEED, slowest / 1_000_000, ends));
    assertThat(ends).containsKey(Ended.DECODED);
  }

  private static Ended decode(byte[] file, Random random) throws IOException {
    PictureHeader header;
    try {
      header = PictureHeader.read(file);
    } catch (UnfitPicture _) {
      return Ended.NO_HEADER;
    }
    if (header.pixels() > MOST_PIXELS) {
      return Ended.TOO_LARGE;
    }
    Reduction[] reductions = Reduction.values();
    Reduction reduction =
        header.format() == SourceFormat.JPEG
            ? reductions[random.nextInt(reductions.length)]
            : Reduction.NONE;
    PeakMemory peak = PeakMemory.count();
    Ended ended = decode(file, header, reduction);
    assertThat(peak.sinceThen())
        .as("memory of %d × %d pixels", header.storedWidth(), header.storedHeight())
        .isLessThan(PictureCosts.ofDecoding(file.length, header, reduction) + OF_OTHERS);
    return ended;
  }

  private static Ended decode(byte[] file, PictureHeader header, Reduction reduction) {
    try (Picture picture = Decoder.decode(file, header, reduction)) {
      boolean turned = header.orientation().swapsSides();
      assertThat(turned ? picture.height() : picture.width())
          .isEqualTo(reduction.of(header.storedWidth()));
      assertThat(turned ? picture.width() : picture.height())
          .isEqualTo(reduction.of(header.storedHeight()));
      return Ended.DECODED;
    } catch (UnfitPicture _) {
      return Ended.NO_PIXELS;
    }
  }
}
