package dev.offload.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AnswerTest {
  @Test
  void lengthIncludesHeadAndBody() {
    String head = "HTTP/1.1 202 Accepted\r\nLocation: /x\r\nContent-Length: 7\r\n\r\n";

    assertThat(head(head + "{\"a\"")).isEqualTo(new Answer(202, head.length() + 7));
  }

  @Test
  void nameOfAHeaderIsReadInAnyCase() {
    assertThat(head("HTTP/1.1 503 No\r\ncontent-length:0\r\n\r\n").status()).isEqualTo(503);
  }

  @Test
  void incompleteHeadIsNotRead() {
    assertThat(head("HTTP/1.1 202 Accepted\r\nContent-Length: 7\r\n")).isNull();
    assertThat(head("")).isNull();
  }

  @Test
  void answerWithoutLengthIsRefused() {
    assertThatIllegalStateException().isThrownBy(() -> head("HTTP/1.1 200 OK\r\nA: b\r\n\r\n"));
  }

  private static Answer head(String received) {
    byte[] bytes = received.getBytes(StandardCharsets.US_ASCII);
    return Answer.head(Arrays.copyOf(bytes, bytes.length + 1), bytes.length);
  }
}
