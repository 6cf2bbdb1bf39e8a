package dev.offload.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.files.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestHeaderTest {

  private static final Sha256 HELLO =
      new Sha256("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:",
        "md5=:AAAA:, sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:",
        "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:, sha-512=:AAAA:",
        "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:;a=1, md5=:AAAA:"
      })
  void hashIsFoundAmongOthers(String header) {
    assertThat(DigestHeader.parse(header)).contains(HELLO);
    assertThat(header.replace(";a=1", "")).matches(DigestHeader.PATTERN);
  }

  @Test
  void headerOfAHashHasThatHash() {
    assertThat(DigestHeader.of(HELLO))
        .isEqualTo("sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha-256",
        "sha-256=abc",
        "sha-256=:AAAA:",
        "sha-256=:A",
        "md5=:AAAA:",
        "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:, caf\u00e9"
      })
  void headerWithoutOneHasNone(String header) {
    assertThat(DigestHeader.parse(header)).isEmpty();
    assertThat(header).doesNotMatch(DigestHeader.PATTERN);
  }
}
