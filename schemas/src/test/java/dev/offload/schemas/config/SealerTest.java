package dev.offload.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
  private static final String OLD = "k0:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String NEW = "k1:AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String TEXT = "whsec_ä😀";

  private final Sealer sealer = new Sealer(List.of(OLD));

  @Test
  void sealedTextIsOpenedAgain() {
    Sealed sealed = sealer.seal(TEXT, "here");

    assertThat(sealer.open(sealed, "here")).isEqualTo(TEXT);
    assertThat(sealed.key()).isEqualTo("k0");
    assertThat(sealer.seal("", "here"))
        .satisfies(one -> assertThat(sealer.open(one, "here")).isEmpty());
  }

  @Test
  void equalTextsAreSealedDifferently() {
    assertThat(sealer.seal(TEXT, "here")).isNotEqualTo(sealer.seal(TEXT, "here"));
  }

  @Test
  void eachKeyHasItsOwnSecretForEachPurpose() {
    List<byte[]> both = new Sealer(List.of(NEW, OLD)).derived("tokens");

    assertThat(both).hasSize(2);
    assertThat(both.getFirst()).hasSize(32).isNotEqualTo(both.getLast());
    assertThat(sealer.derived("tokens").getFirst()).isEqualTo(both.getLast());
    assertThat(sealer.derived("links").getFirst()).isNotEqualTo(both.getLast());
  }

  @Test
  void newKeySealsAndTheOldOneStillOpens() {
    Sealed before = sealer.seal(TEXT, "here");
    Sealer later = new Sealer(List.of(NEW, OLD));

    assertThat(later.open(before, "here")).isEqualTo(TEXT);
    assertThat(later.seal(TEXT, "here").key()).isEqualTo("k1");
  }

  @Test
  void whatIsSealedForOnePlaceIsNotOpenedInAnother() {
    Sealed sealed = sealer.seal(TEXT, "here");

    assertThatIllegalStateException().isThrownBy(() -> sealer.open(sealed, "there"));
  }

  @Test
  void changedTextIsNotOpened() {
    Sealed sealed = sealer.seal(TEXT, "here");
    byte[] bytes = Base64.getDecoder().decode(sealed.bytes());

    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      Sealed other = new Sealed("k0", Base64.getEncoder().encodeToString(changed));
      assertThatIllegalStateException().isThrownBy(() -> sealer.open(other, "here"));
    }
    for (String cut : List.of("AAAA", "AAECAwQFBgcICQoL")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> sealer.open(new Sealed("k0", cut), "here"));
    }
  }

  @Test
  void unknownOrOtherKeyDoesNotOpen() {
    Sealed sealed = sealer.seal(TEXT, "here");

    assertThatIllegalStateException()
        .isThrownBy(() -> new Sealer(List.of(NEW)).open(sealed, "here"))
        .withMessageContaining("k0");
    Sealer sameId = new Sealer(List.of("k0" + NEW.substring(2)));
    assertThatIllegalStateException().isThrownBy(() -> sameId.open(sealed, "here"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "k0",
        "k0:",
        "K0:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "k0:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "k0:AAEC"
      })
  void wrongKeyIsRefusedWithoutBeingRepeated(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sealer(List.of(key)))
        .withMessage("sealing key must be %s, was another text", Sealer.RULE);
  }

  @Test
  void sealerNeedsKeysWithDifferentIds() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sealer(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sealer(List.of(OLD, OLD)));
  }
}
