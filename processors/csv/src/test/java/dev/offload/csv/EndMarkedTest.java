package dev.offload.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndMarkedTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void lastLineIsAddedHoweverTheTextIsRead(int atOnce) throws IOException {
    StringWriter read = new StringWriter();
    char[] buffer = new char[atOnce];

    try (Reader text = new EndMarked(new StringReader("a,b\n1,2"))) {
      for (int length = text.read(buffer); length >= 0; length = text.read(buffer)) {
        read.write(buffer, 0, length);
      }
    }

    assertThat(read).hasToString("a,b\n1,2\n" + EndMarked.MARK + "\n");
  }

  @Test
  void endOfTheStreamIsTheEndOfTheText() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    Reader text =
        new StringReader("") {
          @Override
          public void close() {
            closed.set(true);
          }
        };

    new EndMarked(text).close();

    assertThat(closed).isTrue();
  }
}
