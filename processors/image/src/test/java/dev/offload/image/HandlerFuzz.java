package dev.offload.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.ChancePictures;
import dev.offload.schemas.task.OutputFile;
import dev.offload.worker.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A process that has the handler work on damaged pictures, each by a task made up by chance.
/// It prints what is wrong, with the seed that repeats it, and how the tasks ended. Then it
/// ends with 1 if something was wrong.
///
/// Each task must succeed, with files that are pictures, or fail for good with a reason that
/// is the picture's. The memory of the process must not grow.
public final class HandlerFuzz {
  private static final String LIMITED = "128M";
  private static final String MOST_PIXELS = "4000000";
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int WARM = 500;
  private static final int MOST_FINDINGS = 20;
  private static final int LONGEST_MESSAGE = 1000;

  /// The most that a process may grow after its first pictures. Its heap has its final size from
  /// the start. What the JVM compiles, and memory that was freed but not given back, are less; one
  /// picture of 4 megapixels that is lost now and then is much more.
  private static final long MOST_GROWTH = 64L << 20;

  private static final Set<String> REASONS =
      Arrays.stream(UnfitPicture.Reason.values())
          .filter(reason -> reason != UnfitPicture.Reason.MISSING)
          .map(UnfitPicture.Reason::code)
          .collect(Collectors.toSet());

  private final ImageHandler handler =
      new ImageHandler(
          TestConfig.with(
              Map.of("offload.image.memory", LIMITED, "offload.image.max-pixels", MOST_PIXELS)),
          TestConfig.NO_GALLERIES);
  private final ChancePictures pictures = new ChancePictures();
  private final Map<String, Integer> ends = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();
  private final Path directory;
  private long slowest;

  private HandlerFuzz(Path directory) {
    this.directory = directory;
  }

  /// @param arguments for how long, the first seed, a directory, and a file for the seed that
  ///     is tried: it is there after a crash
  public static void main(String... arguments) throws Exception {
    Duration time = Duration.parse(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    HandlerFuzz fuzz = new HandlerFuzz(Files.createDirectories(Path.of(arguments[2])));
    fuzz.run(time, seed, Path.of(arguments[3]));
    fuzz.findings.forEach(System.out::println);
    System.exit(fuzz.findings.isEmpty() ? 0 : 1);
  }

  private void run(Duration time, long first, Path tried) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    long seed = first;
    long warm = 0;
    try (FileChannel file =
        FileChannel.open(tried, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      do {
        file.write(ByteBuffer.wrap("%20d".formatted(seed).getBytes(US_ASCII)), 0);
        attempt(seed);
        seed++;
        if (seed - first == WARM) {
          warm = PeakMemory.now();
        }
      } while (System.nanoTime() < end && findings.size() < MOST_FINDINGS);
    }
    long grown = warm == 0 ? 0 : PeakMemory.now() - warm;
    if (grown > MOST_GROWTH) {
      findings.add("the process has grown by %,d MB".formatted(grown >> 20));
    }
    System.out.printf(
        "%,d pictures from seed %d; the slowest took %,d ms of a core; the process has %,d MB,"
            + " %,d MB more than after %,d pictures; %s%n",
        seed - first, first, slowest / 1_000_000, PeakMemory.now() >> 20, grown >> 20, WARM, ends);
  }

  private void attempt(long seed) {
    Random random = new Random(seed);
    byte[] file = random.nextInt(10) == 0 ? pictures.whole(random) : pictures.damaged(random);
    String input = ChanceTasks.input(random);
    long begin = cpuTime();
    try {
      TaskRig task = TaskRig.task(input, directory).file("photo", file);
      String wrong = wrong(handler.handle(task), task);
      if (!wrong.isEmpty()) {
        findings.add("seed %d: %s, by %s".formatted(seed, wrong, input));
      }
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      findings.add("seed %d: %s, by %s".formatted(seed, e, input));
    }
    long took = cpuTime() - begin;
    slowest = Math.max(slowest, took);
    if (took > LONGEST.toNanos()) {
      findings.add("seed %d took %,d ms of a core, by %s".formatted(seed, took / 1_000_000, input));
    }
  }

  /// What is wrong with an outcome; empty if nothing is.
  private String wrong(Outcome outcome, TaskRig task) {
    return switch (outcome) {
      case Outcome.Succeeded done -> {
        ends.merge("succeeded", 1, Integer::sum);
        yield done.files().stream()
            .map(file -> wrong(file, task))
            .filter(wrong -> !wrong.isEmpty())
            .findFirst()
            .orElse("");
      }
      case Outcome.Failed failed -> {
        ends.merge(failed.code(), 1, Integer::sum);
        boolean clear =
            failed.isFinal()
                && REASONS.contains(failed.code())
                && !failed.message().isBlank()
                && failed.message().length() < LONGEST_MESSAGE;
        yield clear ? "" : "%s: %s".formatted(failed.code(), failed.message());
      }
      case Outcome.Snoozed _, Outcome.Delegated _ -> "it ended as " + outcome;
    };
  }

  private static String wrong(OutputFile file, TaskRig task) {
    try {
      PictureHeader.read(task.bytes(file.id()));
      return "";
    } catch (UnfitPicture e) {
      return "%s is no picture: %s".formatted(file.name(), e.getMessage());
    }
  }

  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
