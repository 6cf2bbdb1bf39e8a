package dev.offload.ingest.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.files.FileId;
import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskId;
import dev.offload.secrets.Encrypter;
import dev.offload.secrets.EncryptionConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.Key;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.lang.JoseException;

/// Writes a token as a JWT (RFC 7519) and reads it back. It is signed with a key that is derived
/// (HKDF, RFC 5869) from the stored hash of the API key that gave it and from an encryption key. So
/// every replica can check it, nobody can once the API key is deleted, and who has only read what
/// is stored can make none.
@Singleton
final class TokenSpelling {
  private static final Pattern THREE_PARTS =
      Pattern.compile("[A-Za-z0-9_-]{1,2000}\\.[A-Za-z0-9_-]{1,2000}\\.[A-Za-z0-9_-]{0,200}");
  private static final String ISSUER = "offload";
  private static final String TENANT = "tenant";
  private static final String TASK = "task";
  private static final String GROUP = "group";
  private static final String USER = "user";
  private static final String UPLOAD = "upload";
  private static final String ENDPOINTS = "endpoints";
  private static final String PURPOSE = "offload token 3";
  private static final AlgorithmConstraints ALGORITHM =
      new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256);

  private final Encrypter encrypter;

  @Inject
  TokenSpelling(EncryptionConfig encryption) {
    this(encryption.encrypter());
  }

  TokenSpelling(Encrypter encrypter) {
    this.encrypter = encrypter;
  }

  /// Whether a text has the form of a token, right or not. No API key has it.
  static boolean looksLike(String text) {
    return THREE_PARTS.matcher(text).matches();
  }

  /// The id of the key that a text says it was given by. Nothing of it is checked but its head,
  /// which has what ours has and nothing more: the library casts what it finds there.
  static Optional<String> keyId(String text) {
    try {
      byte[] head = Base64.getUrlDecoder().decode(text.substring(0, text.indexOf('.')));
      JsonNode json = Json.MAPPER.readTree(head);
      boolean isOurs =
          json.size() == 2
              && json.path(HeaderParameterNames.ALGORITHM)
                  .asText()
                  .equals(AlgorithmIdentifiers.HMAC_SHA256);
      return Optional.ofNullable(json.path(HeaderParameterNames.KEY_ID).textValue())
          .filter(id -> isOurs && id.matches(ApiKeyToken.ID_PATTERN));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// @param key the one that `token` names
  String write(Token token, ApiKey key) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setStringClaim(TENANT, token.tenant());
    switch (token.grant()) {
      case Grant.OfTask(TaskId task) -> claims.setStringClaim(TASK, task.toString());
      case Grant.OfGroup(GroupId group) -> claims.setStringClaim(GROUP, group.toString());
      case Grant.OfUser(String user) -> claims.setStringClaim(USER, user);
      case Grant.OfUpload(FileId file) -> claims.setStringClaim(UPLOAD, file.toString());
      case Grant.OfEndpoints _ -> claims.setClaim(ENDPOINTS, true);
    }
    claims.setExpirationTime(NumericDate.fromSeconds(token.expiresAt().getEpochSecond()));
    JsonWebSignature signed = new JsonWebSignature();
    signed.setPayload(claims.toJson());
    signed.setKeyIdHeaderValue(key.id());
    signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    signed.setKey(secrets(key).getFirst());
    try {
      return signed.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("a token can't be signed", e);
    }
  }

  /// @param key the one that `text` names
  ParsedToken read(String text, ApiKey key, Instant now) {
    return secrets(key).stream()
        .map(secret -> read(text, key, secret, now))
        .filter(reading -> !(reading instanceof ParsedToken.Wrong))
        .findFirst()
        .orElseGet(ParsedToken.Wrong::new);
  }

  private static ParsedToken read(String text, ApiKey key, Key secret, Instant now) {
    try {
      JwtClaims claims =
          new JwtConsumerBuilder()
              .setJwsAlgorithmConstraints(ALGORITHM)
              .setVerificationKey(secret)
              .setExpectedIssuer(ISSUER)
              .setRequireExpirationTime()
              .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
              .build()
              .processToClaims(text);
      Instant expiresAt = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
      String tenant = claims.getStringClaimValue(TENANT);
      return grant(claims)
          .filter(_ -> tenant != null)
          .<ParsedToken>map(
              grant -> new ParsedToken.Valid(new Token(key.id(), tenant, grant, expiresAt)))
          .orElseGet(ParsedToken.Wrong::new);
    } catch (InvalidJwtException e) {
      return e.hasExpired() ? new ParsedToken.Expired() : new ParsedToken.Wrong();
    } catch (MalformedClaimException _) {
      return new ParsedToken.Wrong();
    }
  }

  /// Empty for a grant that only a later release knows.
  private static Optional<Grant> grant(JwtClaims claims) throws MalformedClaimException {
    if (claims.hasClaim(TASK)) {
      return TaskId.tryParse(claims.getStringClaimValue(TASK)).map(Grant.OfTask::new);
    }
    if (claims.hasClaim(GROUP)) {
      return GroupId.tryParse(claims.getStringClaimValue(GROUP)).map(Grant.OfGroup::new);
    }
    if (claims.hasClaim(USER)) {
      return Optional.of(claims.getStringClaimValue(USER)).map(Grant.OfUser::new);
    }
    if (claims.hasClaim(UPLOAD)) {
      return FileId.parse(claims.getStringClaimValue(UPLOAD)).map(Grant.OfUpload::new);
    }
    if (claims.hasClaim(ENDPOINTS)) {
      return Optional.of(new Grant.OfEndpoints());
    }
    return Optional.empty();
  }

  /// What can have signed tokens of an API key: one by each encryption key. The first one signs.
  private List<Key> secrets(ApiKey key) {
    byte[] hash = HexFormat.of().parseHex(key.secretSha256());
    return encrypter.derived(PURPOSE, hash).stream()
        .<Key>map(secret -> new SecretKeySpec(secret, "HmacSHA256"))
        .toList();
  }
}
