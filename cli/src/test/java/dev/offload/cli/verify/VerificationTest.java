package dev.offload.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.cli.secret.VerifyingKey;
import dev.offload.cli.secret.WebhookSecret;
import dev.offload.schemas.config.Ed25519;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The test vector of the Standard Webhooks specification, and what may be wrong with it.
class VerificationTest {
  private static final WebhookSecret SECRET =
      WebhookSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final WebhookSecret OTHER =
      WebhookSecret.of("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX");
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String AT = "1614265330";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String BODY = "{\"test\": 2432232314}";
  private static final Instant SENT = Instant.ofEpochSecond(1614265330);

  @Test
  void unchangedWebhookIsAccepted() {
    assertThat(found(SENT.plusSeconds(2), ID, AT, SIGNATURE, BODY))
        .containsExactly(
            Finding.right("webhook-id", ID),
            Finding.right("webhook-timestamp", "2021-02-25T15:02:10Z, 2 s ago"),
            Finding.right("webhook-signature", "number 1 of 1 matches"));
  }

  @Test
  void oneSignatureOfSeveralAndOneSecretOfSeveralIsEnough() {
    String others = "v1a,abc v1," + "A".repeat(43) + "= ";

    assertThat(
            new Verification(List.of(OTHER, SECRET), SENT, false)
                .of(request(ID, AT, others + SIGNATURE, BODY)))
        .contains(Finding.right("webhook-signature", "number 2 of 2 matches"));
  }

  @Test
  void signatureByAPrivateKeyIsCheckedWithThePublicOne() {
    Ed25519.Pair pair = Ed25519.freshPair();
    Ed25519.Pair other = Ed25519.freshPair();
    String signed = "v1a," + Ed25519.sign(pair.privateKey(), ID + "." + AT + "." + BODY);
    VerifyingKey key = VerifyingKey.of(pair.publicKey());
    VerifyingKey stranger = VerifyingKey.of(other.publicKey());

    assertThat(found(List.of(key), SIGNATURE + " " + signed, BODY))
        .isEqualTo(Finding.right("webhook-signature", "number 1 of 1 matches"));
    assertThat(found(List.of(stranger, SECRET, key), signed, BODY).isRight()).isTrue();
    assertThat(found(List.of(stranger), signed, BODY).isRight()).isFalse();
    assertThat(found(List.of(key), signed, BODY + "x").isRight()).isFalse();
    assertThat(found(List.of(key), SIGNATURE, BODY))
        .isEqualTo(
            Finding.wrong(
                "webhook-signature", "must have an entry that begins with v1a, was " + SIGNATURE));
    assertThat(found(List.of(key), "v1a,abc", BODY))
        .isEqualTo(
            Finding.wrong(
                "webhook-signature", "must be base64 of 64 bytes after v1a, was v1a,abc"));
  }

  private static Finding found(List<VerifyingKey> keys, String signature, String body) {
    return new Verification(keys, SENT, false).of(request(ID, AT, signature, body)).getLast();
  }

  @ParameterizedTest
  @CsvSource({"300, true", "301, false", "-300, true", "-301, false"})
  void timestampMayBeFiveMinutesOff(int age, boolean isRight) {
    assertThat(found(SENT.plusSeconds(age), ID, AT, SIGNATURE, BODY).get(1).isRight())
        .isEqualTo(isRight);
  }

  @Test
  void oldTimestampIsReportedWithItsAge() {
    assertThat(found(SENT.plus(Duration.ofHours(50)), ID, AT, SIGNATURE, BODY))
        .contains(
            Finding.wrong(
                "webhook-timestamp",
                "2021-02-25T15:02:10Z, 2 d ago: receivers refuse more than 5 minutes"),
            Finding.right("webhook-signature", "number 1 of 1 matches"));
    assertThat(found(SENT.minusSeconds(660), ID, AT, SIGNATURE, BODY).get(1).what())
        .contains("11 min ahead of this clock");
  }

  @Test
  void ageIsIgnoredOnRequest() {
    assertThat(
            new Verification(List.of(SECRET), SENT.plus(Duration.ofDays(999)), true)
                .of(request(ID, AT, SIGNATURE, BODY)))
        .allMatch(Finding::isRight);
  }

  @ParameterizedTest
  @CsvSource({
    "1614265330000, (these are milliseconds)",
    "2021-02-25T15:02:10Z, was 2021-02-25T15:02:10Z",
    "-1, was -1"
  })
  void timestampIsInSeconds(String text, String told) {
    List<Finding> findings = found(SENT, ID, text, SIGNATURE, BODY);

    assertThat(findings.get(1).what())
        .startsWith("must be whole seconds since 1970, was ")
        .endsWith(told);
    assertThat(findings.get(2))
        .isEqualTo(Finding.wrong("webhook-signature", "can't be checked without id and timestamp"));
  }

  @Test
  void missingHeadersAreNamed() {
    assertThat(
            new Verification(List.of(SECRET), SENT, false)
                .of(new SignedRequest(Optional.empty(), Optional.empty(), Optional.empty(), BODY)))
        .containsExactly(
            Finding.wrong("webhook-id", "is missing"),
            Finding.wrong("webhook-timestamp", "is missing"),
            Finding.wrong("webhook-signature", "is missing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "v1a,abc", "v1="})
  void signatureHasAVersion(String signature) {
    assertThat(found(SENT, ID, AT, signature, BODY).get(2))
        .isEqualTo(
            Finding.wrong(
                "webhook-signature", "must have an entry that begins with v1, was " + signature));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1,", "v1,abc", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJE", "v1,!!!"})
  void signatureIsWhole(String signature) {
    assertThat(found(SENT, ID, AT, signature, BODY).get(2))
        .isEqualTo(
            Finding.wrong(
                "webhook-signature", "must be base64 of 32 bytes after v1, was " + signature));
  }

  @Test
  void changedPartsAndAnotherSecretDoNotMatch() {
    assertThat(
            List.of(
                found(SENT, ID + "x", AT, SIGNATURE, BODY).get(2),
                found(SENT, ID, "1614265331", SIGNATURE, BODY).get(2),
                found(SENT, ID, AT, SIGNATURE, BODY.replace(" ", "")).get(2),
                new Verification(List.of(OTHER), SENT, false)
                    .of(request(ID, AT, SIGNATURE, BODY))
                    .get(2)))
        .allMatch(finding -> finding.what().startsWith("no signature matches: this is not"));
  }

  @Test
  void lineFeedAtTheEndOfTheBodyIsNoticed() {
    assertThat(found(SENT, ID, AT, SIGNATURE, BODY + "\n").get(2).what())
        .startsWith("no signature matches, but one does without the white space at the end");
  }

  private static List<Finding> found(
      Instant now, String id, String timestamp, String signature, String body) {
    return new Verification(List.of(SECRET), now, false)
        .of(request(id, timestamp, signature, body));
  }

  private static SignedRequest request(String id, String timestamp, String signature, String body) {
    return new SignedRequest(Optional.of(id), Optional.of(timestamp), Optional.of(signature), body);
  }
}
