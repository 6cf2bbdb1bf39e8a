package dev.offload.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.offload.schemas.config.Encrypted;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncrypterTest {
  private static final String OLD = "k0:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String NEW = "k1:AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String TEXT = "whsec_ä😀";

  private final Encrypter encrypter = new Encrypter(List.of(OLD));

  @Test
  void encryptedTextIsDecryptedAgain() {
    Encrypted encrypted = encrypter.encrypt(TEXT, "here");

    assertThat(encrypter.decrypt(encrypted, "here")).isEqualTo(TEXT);
    assertThat(encrypted.key()).isEqualTo("k0");
    assertThat(encrypter.encrypt("", "here"))
        .satisfies(one -> assertThat(encrypter.decrypt(one, "here")).isEmpty());
  }

  @Test
  void equalTextsAreEncryptedDifferently() {
    assertThat(encrypter.encrypt(TEXT, "here")).isNotEqualTo(encrypter.encrypt(TEXT, "here"));
  }

  @Test
  void secretDependsOnTheKeyThePurposeAndTheContext() {
    byte[] hash = {1, 2, 3};
    List<byte[]> both = new Encrypter(List.of(NEW, OLD)).derived("tokens", hash);

    assertThat(both).hasSize(2);
    assertThat(both.getFirst()).hasSize(32).isNotEqualTo(both.getLast());
    assertThat(encrypter.derived("tokens", hash).getFirst()).isEqualTo(both.getLast());
    assertThat(encrypter.derived("links", hash).getFirst()).isNotEqualTo(both.getLast());
    assertThat(encrypter.derived("tokens", new byte[] {1, 2, 4}).getFirst())
        .isNotEqualTo(both.getLast());
  }

  @Test
  void newKeyEncryptsAndTheOldOneStillDecrypts() {
    Encrypted before = encrypter.encrypt(TEXT, "here");
    Encrypter later = new Encrypter(List.of(NEW, OLD));

    assertThat(later.decrypt(before, "here")).isEqualTo(TEXT);
    assertThat(later.encrypt(TEXT, "here").key()).isEqualTo("k1");
  }

  @Test
  void textEncryptedForOnePlaceIsNotDecryptedInAnother() {
    Encrypted encrypted = encrypter.encrypt(TEXT, "here");

    assertThatIllegalStateException().isThrownBy(() -> encrypter.decrypt(encrypted, "there"));
  }

  @Test
  void changedTextIsNotDecrypted() {
    Encrypted encrypted = encrypter.encrypt(TEXT, "here");
    byte[] bytes = Base64.getDecoder().decode(encrypted.bytes());

    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      Encrypted other = new Encrypted("k0", Base64.getEncoder().encodeToString(changed));
      assertThatIllegalStateException().isThrownBy(() -> encrypter.decrypt(other, "here"));
    }
    for (String cut : List.of("AAAA", "AAECAwQFBgcICQoL")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> encrypter.decrypt(new Encrypted("k0", cut), "here"));
    }
  }

  @Test
  void unknownOrOtherKeyDoesNotDecrypt() {
    Encrypted encrypted = encrypter.encrypt(TEXT, "here");

    assertThatIllegalStateException()
        .isThrownBy(() -> new Encrypter(List.of(NEW)).decrypt(encrypted, "here"))
        .withMessageContaining("k0");
    Encrypter sameId = new Encrypter(List.of("k0" + NEW.substring(2)));
    assertThatIllegalStateException().isThrownBy(() -> sameId.decrypt(encrypted, "here"));
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
        .isThrownBy(() -> new Encrypter(List.of(key)))
        .withMessage("encryption key must be %s, was another text", Encrypter.RULE);
  }

  @Test
  void encrypterNeedsKeysWithDifferentIds() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Encrypter(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Encrypter(List.of(OLD, OLD)));
  }
}
