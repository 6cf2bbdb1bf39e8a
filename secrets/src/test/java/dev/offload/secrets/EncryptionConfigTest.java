package dev.offload.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncryptionConfigTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Test
  void keyIsNeededFromTheStart() {
    assertThatException()
        .isThrownBy(() -> config(Map.of()))
        .withMessageContaining("offload.secrets.keys");
  }

  @Test
  void firstKeyEncryptsAndAllDecrypt() {
    String old = "k0:" + KEY;
    EncryptionConfig config = config(Map.of("offload.secrets.keys", "k1:" + KEY + "," + old));

    assertThat(config.encrypter().encrypt("x", "here").key()).isEqualTo("k1");
    assertThat(config.encrypter().decrypt(new Encrypter(List.of(old)).encrypt("x", "here"), "here"))
        .isEqualTo("x");
  }

  private static EncryptionConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(EncryptionConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(EncryptionConfig.class);
  }
}
