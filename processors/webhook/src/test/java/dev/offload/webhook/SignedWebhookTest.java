package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.Ed25519;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.webhook.SignedWebhook.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedWebhookTest {
  private static final Message MESSAGE =
      new Message(
          "msg_p5jXN8AQM9LWM0D4loKWxJek",
          Instant.ofEpochSecond(1614265330),
          Content.json("{\"test\": 2432232314}"));

  /// The test vector of the Standard Webhooks specification.
  @Test
  void signatureIsThatOfTheSpecification() {
    SignedWebhook signed =
        SignedWebhook.sign(
            OutsideUrl.of("https://example.com/hook"),
            Map.of(),
            MESSAGE,
            List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

    assertThat(signed.headers())
        .isEqualTo(
            Map.of(
                "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp", "1614265330",
                "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  /// Checked by the JDK, with the public key as a receiver gets it.
  @Test
  void privateKeySignsWhatItsPublicKeyVerifies() throws Exception {
    Ed25519.Pair pair = Ed25519.freshPair();
    SignedWebhook signed =
        SignedWebhook.sign(
            OutsideUrl.of("https://example.com/hook"),
            Map.of(),
            MESSAGE,
            List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", pair.privateKey()));

    String[] signatures = signed.headers().get("webhook-signature").split(" ", -1);

    assertThat(signatures).hasSize(2);
    assertThat(signatures[0]).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assertThat(signatures[1]).startsWith("v1a,");
    byte[] signature = Base64.getDecoder().decode(signatures[1].substring("v1a,".length()));
    String text = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}";
    assertThat(isGenuine(pair.publicKey(), text, signature)).isTrue();
    assertThat(isGenuine(pair.publicKey(), text + " ", signature)).isFalse();
    assertThat(isGenuine(Ed25519.freshPair().publicKey(), text, signature)).isFalse();
    assertThat(pair.toString()).doesNotContain("whsk_");
  }

  private static boolean isGenuine(String publicKey, String text, byte[] signature)
      throws GeneralSecurityException {
    assertThat(publicKey).matches("whpk_[A-Za-z0-9+/]{43}=");
    byte[] raw = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
    byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100"); // RFC 8410
    byte[] whole = ByteBuffer.allocate(prefix.length + raw.length).put(prefix).put(raw).array();
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(whole)));
    check.update(text.getBytes(StandardCharsets.UTF_8));
    return check.verify(signature);
  }

  /// Test 1 of RFC 8032, section 7.1: an empty message.
  @Test
  void keysAreThoseOfTheSpecification() {
    assertThat(Ed25519.sign("whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=", ""))
        .isEqualTo(
            "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc"
                + "+bRr0lv18FlbviRlUUFDjnoQCw==");
  }

  @Test
  void eachSecretSignsAndOtherHeadersAreSentToo() {
    SignedWebhook signed =
        SignedWebhook.sign(
            OutsideUrl.of("https://example.com/hook"),
            Map.of("X-Shop", "7", "webhook-id", "another"),
            MESSAGE,
            List.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"));

    assertThat(signed.headers())
        .containsEntry("X-Shop", "7")
        .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
        .hasEntrySatisfying(
            "webhook-signature",
            signatures ->
                assertThat(signatures)
                    .matches("v1,g0hM9SsE\\+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,[^ ]{44}"));
  }
}
