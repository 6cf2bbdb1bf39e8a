package dev.offload.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.problem.FieldError;
import dev.offload.schemas.json.Json;
import dev.offload.testkit.TestTls;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsBodyTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final String NO_CERTIFICATES =
      "must be 1 to 10 certificates in PEM, and nothing else";
  private static final String NO_KEY =
      "must be a private key in PEM, as PKCS #8 (BEGIN PRIVATE KEY), not encrypted";

  @ParameterizedTest
  @ValueSource(strings = {"client", "rsa", "stranger"})
  void certificateWithItsKeyIsTaken(String name) {
    Faults faults = new Faults();

    TlsBody read = read(client(name), faults).orElseThrow();

    assertThat(faults.list()).isEmpty();
    assertThat(read.client().certificate().pem()).isEqualTo(TestTls.certificate(name).strip());
    assertThat(read.client().key()).isEqualTo(TestTls.key(name).strip());
    assertThat(read.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void chainIsTakenInItsOrderOnly() {
    String own = TestTls.certificate("chained");
    String above = TestTls.certificate("intermediate");
    String top = TestTls.certificate("ca");
    ObjectNode body = client("chained");

    assertThat(faults(body.put("clientCertificate", own + above))).isEmpty();
    assertThat(faults(body.put("clientCertificate", own + "\n\n" + above + top))).isEmpty();
    for (String wrong :
        List.of(
            own + top,
            own + above + above,
            own + above + top + top,
            own + TestTls.certificate("rsa"))) {
      assertThat(faults(body.put("clientCertificate", wrong)))
          .containsExactly(
              fault(
                  "clientCertificate",
                  "must be followed by the certificates that signed it, in order, each once"));
    }
    assertThat(faults(body.put("clientCertificate", above + own)))
        .as("the key is that of the first")
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"weak", "ed25519"})
  void keyThatIsNotUsualIsRefused(String name) {
    assertThat(faults(client(name)))
        .containsExactly(
            fault(
                "clientCertificate",
                "must have a key of RSA with 2,048 to 8,192 bits, or of EC on P-256, P-384 or"
                    + " P-521"));
  }

  @Test
  void keyOfAnotherCertificateIsRefused() {
    for (String other : List.of("stranger", "rsa")) {
      assertThat(faults(client("client").put("clientKey", TestTls.key(other))))
          .containsExactly(fault("clientKey", "must be the private key of clientCertificate"));
    }
  }

  /// Each of these signs rightly, but as slowly as whoever made it likes.
  @Test
  void keyWithNumbersLargerThanItNeedsIsRefused() throws GeneralSecurityException {
    RSAPrivateCrtKey right = rsaKey();
    BigInteger more = right.getPrimeP().subtract(BigInteger.ONE).shiftLeft(2_048);
    for (KeySpec slow :
        List.of(
            new RSAPrivateKeySpec(right.getModulus(), right.getPrivateExponent()),
            new RSAPrivateCrtKeySpec(
                right.getModulus(),
                right.getPublicExponent(),
                right.getPrivateExponent(),
                right.getPrimeP(),
                right.getPrimeQ(),
                right.getPrimeExponentP().add(more),
                right.getPrimeExponentQ(),
                right.getCrtCoefficient()))) {
      byte[] bytes = KeyFactory.getInstance("RSA").generatePrivate(slow).getEncoded();
      assertThat(faults(client("rsa").put("clientKey", pem(bytes))))
          .containsExactly(fault("clientKey", "must be the private key of clientCertificate"));
    }
    assertThat(faults(client("rsa").put("clientKey", pem(right.getEncoded())))).isEmpty();
  }

  private static RSAPrivateCrtKey rsaKey() throws GeneralSecurityException {
    String base64 = TestTls.key("rsa").replaceAll("-----[A-Z ]+-----|\\s", "");
    byte[] bytes = Base64.getDecoder().decode(base64);
    return (RSAPrivateCrtKey)
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  private static String pem(byte[] key) {
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(key));
  }

  @Test
  void invalidKeyIsRefused() {
    String right = TestTls.key("client");
    for (String wrong :
        List.of(
            "",
            "key",
            right + right,
            right.replace("PRIVATE", "EC PRIVATE"),
            right.replace("PRIVATE", "ENCRYPTED PRIVATE"),
            right.replaceFirst("\nM", "\nN"),
            TestTls.certificate("client"))) {
      assertThat(faults(client("client").put("clientKey", wrong)))
          .as(wrong)
          .containsExactly(fault("clientKey", NO_KEY));
    }
  }

  @Test
  void invalidCertificatesAreRefused() {
    String right = TestTls.certificate("ca");
    for (String wrong :
        List.of(
            "",
            " \n",
            "ca",
            right + "and more",
            "Subject: CN=x\n" + right,
            right.replace("CERTIFICATE", "TRUSTED CERTIFICATE"),
            right.replaceFirst("\nM", "\nN"),
            right.substring(0, right.length() / 2),
            TestTls.key("client"),
            right.repeat(11))) {
      assertThat(faults(Json.MAPPER.createObjectNode().put("ca", wrong)))
          .as(wrong)
          .containsExactly(fault("ca", NO_CERTIFICATES));
    }
    assertThat(faults(Json.MAPPER.createObjectNode().put("ca", right.repeat(10)))).isEmpty();
    assertThat(faults(Json.MAPPER.createObjectNode().put("ca", right.replace("\n", "\r\n"))))
        .isEmpty();
  }

  @Test
  void textThatIsTooLongIsNotRead() {
    assertThat(faults(Json.MAPPER.createObjectNode().put("ca", " ".repeat(8_193))))
        .containsExactly(fault("ca", "must be at most 8192 characters long"));
  }

  @Test
  void expiredCertificateIsRefusedWithItsTime() {
    FieldError expired =
        fault(
            "clientCertificate",
            "must be valid now, was valid from 2020-01-01T00:00:00Z to 2021-01-01T00:00:00Z");

    assertThat(faults(client("expired"))).containsExactly(expired);
    assertThat(faults(Json.MAPPER.createObjectNode().put("ca", TestTls.certificate("expired"))))
        .containsExactly(new FieldError("/tls/ca", expired.detail()));
    assertThat(faults(client("client"), Instant.parse("2019-12-31T23:59:59Z"))).hasSize(1);
  }

  @Test
  void certificateAndKeyComeTogether() {
    ObjectNode body = client("client");
    assertThat(faults(body.deepCopy().without("clientKey")))
        .containsExactly(fault("clientKey", "is required with clientCertificate"));
    assertThat(faults(body.deepCopy().without("clientCertificate")))
        .containsExactly(fault("clientCertificate", "is required with clientKey"));
  }

  private static ObjectNode client(String name) {
    return Json.MAPPER
        .createObjectNode()
        .put("clientCertificate", TestTls.certificate(name))
        .put("clientKey", TestTls.key(name));
  }

  private static FieldError fault(String member, String detail) {
    return new FieldError("/tls/" + member, detail);
  }

  private static List<FieldError> faults(ObjectNode body) {
    return faults(body, NOW);
  }

  private static List<FieldError> faults(ObjectNode body, Instant now) {
    Faults faults = new Faults();
    read(body, faults).ifPresent(tls -> tls.checkTimes("/tls", now, faults));
    return faults.list();
  }

  private static Optional<TlsBody> read(ObjectNode body, Faults faults) {
    return TlsBody.KIND.read(body, "/tls", faults);
  }
}
