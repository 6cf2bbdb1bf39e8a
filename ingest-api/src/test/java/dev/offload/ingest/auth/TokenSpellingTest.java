package dev.offload.ingest.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskId;
import dev.offload.secrets.Encrypter;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSpellingTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final String OLD = "old:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String NEW = "new:Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";
  private static final TokenSpelling SPELLING = with(OLD);
  private static final ApiKey KEY = key("0a1b", "secret-of-sixteen-letters");
  private static final Grant GRANT = new Grant.OfTask(TaskId.fresh(NOON));
  private static final Token TOKEN = new Token(KEY.id(), "acme", GRANT, NOON.plusSeconds(60));

  @Test
  void tokenIsReadAsItWasWritten() {
    Token ofGroup =
        new Token(KEY.id(), "acme", new Grant.OfGroup(GroupId.fresh(NOON)), NOON.plusSeconds(1));
    Token ofEndpoints =
        new Token(KEY.id(), "customer", new Grant.OfEndpoints(), NOON.plusSeconds(1));
    Token ofUser =
        new Token(KEY.id(), "acme", new Grant.OfUser("Zoë \uD83D\uDE00"), NOON.plusSeconds(1));
    for (Token token : Set.of(TOKEN, ofGroup, ofEndpoints, ofUser)) {
      String text = SPELLING.write(token, KEY);

      assertThat(TokenSpelling.looksLike(text)).isTrue();
      assertThat(TokenSpelling.keyId(text)).hasValue(KEY.id());
      assertThat(SPELLING.read(text, KEY, NOON)).isEqualTo(new ParsedToken.Valid(token));
    }
  }

  @Test
  void tokenExpiresAtItsSecond() {
    String text = SPELLING.write(TOKEN, KEY);

    assertThat(SPELLING.read(text, KEY, TOKEN.expiresAt().minusMillis(1)))
        .isInstanceOf(ParsedToken.Valid.class);
    assertThat(SPELLING.read(text, KEY, TOKEN.expiresAt())).isEqualTo(new ParsedToken.Expired());
  }

  @Test
  void tokenOfAKeyWithAnotherSecretIsWrong() {
    ApiKey replaced = key(KEY.id(), "another-secret-of-letters");

    assertThat(read(SPELLING.write(TOKEN, replaced))).isEqualTo(new ParsedToken.Wrong());
  }

  /// A new key is appended first, then put first, and the old one is removed some day.
  @Test
  void tokenIsReadWhileAnEncryptionKeyIsReplaced() {
    String before = with(OLD).write(TOKEN, KEY);
    String after = with(NEW, OLD).write(TOKEN, KEY);

    for (TokenSpelling one : List.of(with(OLD, NEW), with(NEW, OLD))) {
      assertThat(one.read(before, KEY, NOON)).isEqualTo(new ParsedToken.Valid(TOKEN));
      assertThat(one.read(after, KEY, NOON)).isEqualTo(new ParsedToken.Valid(TOKEN));
      assertThat(one.read(before, KEY, TOKEN.expiresAt())).isEqualTo(new ParsedToken.Expired());
    }
    assertThat(with(NEW).read(before, KEY, NOON)).isEqualTo(new ParsedToken.Wrong());
    assertThat(with(OLD).read(after, KEY, NOON)).isEqualTo(new ParsedToken.Wrong());
  }

  /// All that `offload.config` has of a key is its record.
  @Test
  void recordOfAKeyCannotSign() {
    assertThat(read(with(NEW).write(TOKEN, KEY))).isEqualTo(new ParsedToken.Wrong());
  }

  @Test
  void changedTokenIsWrong() {
    String[] parts = SPELLING.write(TOKEN, KEY).split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    String other = encoded(claims.replace("acme", "them"));

    assertThat(read(parts[0] + "." + other + "." + parts[2])).isEqualTo(new ParsedToken.Wrong());
    assertThat(read(parts[0] + "." + parts[1] + ".")).isEqualTo(new ParsedToken.Wrong());
    assertThat(read(parts[0] + "." + parts[1] + "." + "A".repeat(43)))
        .isEqualTo(new ParsedToken.Wrong());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "HS384", "HS512", "RS256", "HS256 "})
  void everyOtherAlgorithmIsWrong(String algorithm) throws Exception {
    String claims = SPELLING.write(TOKEN, KEY).split("\\.", -1)[1];
    String head = encoded("{\"kid\":\"0a1b\",\"alg\":\"" + algorithm + "\"}");

    assertThat(read(head + "." + claims + ".")).isEqualTo(new ParsedToken.Wrong());
    assertThat(read(signed(head + "." + claims, KEY.secretSha256().getBytes(UTF_8))))
        .isEqualTo(new ParsedToken.Wrong());
  }

  @Test
  void hashCannotSign() throws Exception {
    String[] parts = SPELLING.write(TOKEN, KEY).split("\\.", -1);

    assertThat(read(signed(parts[0] + "." + parts[1], KEY.secretSha256().getBytes(UTF_8))))
        .isEqualTo(new ParsedToken.Wrong());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a.b.c.d", "off_0a1b_0123456789abcdef", "a b.c.d"})
  void otherTextsAreNoTokens(String text) {
    assertThat(TokenSpelling.looksLike(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.b.c",
        "e30.e30.",
        "eyJraWQiOiIuLi8uLiJ9.e30.c",
        "eyJraWQiOjF9.e30.c",
        "bm8.e30.c"
      })
  void textsWithoutAKeyNameNone(String text) {
    assertThat(TokenSpelling.looksLike(text)).isTrue();
    assertThat(TokenSpelling.keyId(text)).isEmpty();
    assertThat(read(text)).isEqualTo(new ParsedToken.Wrong());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kid\":1,\"alg\":\"HS256\"}",
        "{\"kid\":\"0a1b\",\"alg\":5}",
        "{\"kid\":\"0a1b\",\"alg\":\"none\"}",
        "{\"kid\":\"../x\",\"alg\":\"HS256\"}",
        "{\"kid\":\"0a1b\",\"alg\":\"HS256\",\"crit\":[\"exp\"]}",
        "{\"kid\":\"0a1b\",\"alg\":\"HS256\",\"jwk\":{}}",
        "[\"kid\", \"alg\"]"
      })
  void headThatIsNotOursNamesNoKey(String head) {
    assertThat(TokenSpelling.keyId(encoded(head) + ".e30.c")).isEmpty();
  }

  private static ParsedToken read(String text) {
    return SPELLING.read(text, KEY, NOON);
  }

  private static TokenSpelling with(String... encryptionKeys) {
    return new TokenSpelling(new Encrypter(List.of(encryptionKeys)));
  }

  private static String signed(String text, byte[] key) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return text
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  private static ApiKey key(String id, String secret) {
    return new ApiKey(
        id, "acme", "test", Set.of(Scope.READ), new ApiKeyToken(id, secret).secretSha256(), NOON);
  }
}
