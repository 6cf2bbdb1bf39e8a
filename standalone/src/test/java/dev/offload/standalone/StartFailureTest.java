package dev.offload.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import org.junit.jupiter.api.Test;

class StartFailureTest {

  @Test
  void everyCauseIsNamedFromTheOutsideIn() {
    var failure =
        new IllegalStateException(
            "the port 8080 could not be opened", new BindException("Address already in use"));

    assertThat(StartFailure.reason(failure))
        .isEqualTo("the port 8080 could not be opened: Address already in use");
  }

  @Test
  void exceptionThatOnlyWrapsItsCauseIsLeftOut() {
    var failure = new RuntimeException(new IllegalStateException("no space left"));

    assertThat(StartFailure.reason(failure)).isEqualTo("no space left");
  }

  @Test
  void sameWordsAreSaidOnce() {
    var failure = new RuntimeException("broken", new RuntimeException("broken"));

    assertThat(StartFailure.reason(failure)).isEqualTo("broken");
  }

  @Test
  void causeWithoutWordsIsNamedByItsKind() {
    var failure = new RuntimeException("could not be read", new NullPointerException());

    assertThat(StartFailure.reason(failure))
        .isEqualTo("could not be read: java.lang.NullPointerException");
  }
}
