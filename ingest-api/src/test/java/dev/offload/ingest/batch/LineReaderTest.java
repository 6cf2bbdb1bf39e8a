package dev.offload.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.ingest.batch.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final int MAX = 100_000;

  @Test
  void eachLineHasItsNumberAndTheLastOneNeedsNoBreak() throws IOException {
    assertThat(read("a\n\nb\r\nc")).containsExactly("1 a", "2 ", "3 b\r", "4 c");
    assertThat(read("a\n")).containsExactly("1 a");
    assertThat(read("")).isEmpty();
  }

  @Test
  void lineAtTheLimitIsReadAndALongerOneIsRefused() throws IOException {
    String longest = "x".repeat(MAX);

    assertThat(read(longest + "\n" + longest)).containsExactly("1 " + longest, "2 " + longest);
    assertThat(read(longest + "x\na\n" + longest + "xyz"))
        .containsExactly("1 too long", "2 a", "3 too long");
  }

  @RepeatedTest(20)
  void linesAreTheSameInWhateverPiecesTheyCome() throws IOException {
    Random random = new Random();
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int number = 1; number <= 50; number++) {
      int length = random.nextInt(4) == 0 ? random.nextInt(2 * MAX) : random.nextInt(200);
      String line = Character.toString('a' + number % 26).repeat(length);
      text.append(line).append('\n');
      expected.add(number + " " + (length > MAX ? "too long" : line));
    }

    InputStream pieces = inPieces(text.toString(), random);

    assertThat(readAll(new LineReader(pieces, MAX))).isEqualTo(expected);
  }

  @Test
  void aBrokenConnectionDoesNotCompleteALine() throws IOException {
    LineReader lines =
        new LineReader(
            new SequenceInputStream(new ByteArrayInputStream("a\nb".getBytes(UTF_8)), broken()),
            MAX);

    assertThat(lines.next()).isInstanceOf(Line.Text.class);
    assertThatThrownBy(lines::next).isInstanceOf(IOException.class);
  }

  private static List<String> read(String text) throws IOException {
    return readAll(new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), MAX));
  }

  private static List<String> readAll(LineReader lines) throws IOException {
    List<String> read = new ArrayList<>();
    for (Line line = lines.next(); !(line instanceof Line.End); line = lines.next()) {
      read.add(
          switch (line) {
            case Line.Text(var text) -> text.line() + " " + UTF_8.decode(text.bytes());
            case Line.TooLong(long number) -> number + " too long";
            case Line.End _ -> throw new AssertionError("the loop has ended");
          });
    }
    return read;
  }

  private static InputStream inPieces(String text, Random random) {
    return new FilterInputStream(new ByteArrayInputStream(text.getBytes(UTF_8))) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return super.read(bytes, offset, 1 + random.nextInt(Math.min(length, 5_000)));
      }
    };
  }

  private static InputStream broken() {
    return new FilterInputStream(InputStream.nullInputStream()) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        throw new IOException("connection reset");
      }
    };
  }
}
