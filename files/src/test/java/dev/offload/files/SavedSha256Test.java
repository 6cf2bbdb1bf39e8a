package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SavedSha256Test {

  @Test
  void hashIsThatOfTheJdkForEveryLengthAroundABlock() {
    byte[] bytes = random(1, 300);
    for (int length = 0; length <= bytes.length; length++) {
      SavedSha256 hash = SavedSha256.ofNothing();
      hash.update(bytes, 0, length);

      assertThat(hash.complete()).isEqualTo(jdk(Arrays.copyOf(bytes, length)));
    }
  }

  @Test
  void savedHashGoesOnWhereItWas() {
    Random random = new Random(2);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = random(round, random.nextInt(2000));
      SavedSha256 hash = SavedSha256.ofNothing();
      int at = 0;
      while (at < bytes.length) {
        int step = Math.min(bytes.length - at, 1 + random.nextInt(150));
        hash.update(bytes, at, step);
        at += step;
        hash = SavedSha256.resume(hash.save(), at);
      }

      assertThat(hash.complete()).as("round %d", round).isEqualTo(jdk(bytes));
    }
  }

  @Test
  void savedHashOfAnotherLengthIsRefused() {
    SavedSha256 hash = SavedSha256.ofNothing();
    hash.update(new byte[70], 0, 70);
    String saved = hash.save();

    assertThatThrownBy(() -> SavedSha256.resume(saved, 71))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Sha256 jdk(byte[] bytes) {
    return Sha256.of(Sha256.digest().digest(bytes));
  }
}
