package dev.offload.ingest.body;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Decodes a compressed body (RFC 9110, section 8.4). A body that can't be decoded is refused.
class ContentEncodingResourceFilter {
  private static final int AFTER_THE_CONTENT_TYPE = 6_100;
  private static final String GZIP = "gzip";
  private static final List<String> DIGESTS = List.of("Content-Digest", "Repr-Digest");

  private final BodyConfig config;

  ContentEncodingResourceFilter(BodyConfig config) {
    this.config = config;
  }

  @ServerRequestFilter(priority = AFTER_THE_CONTENT_TYPE)
  void decode(ContainerRequestContext request) {
    List<String> encodings = encodings(request.getHeaders().get(HttpHeaders.CONTENT_ENCODING));
    if (encodings.isEmpty()) {
      return;
    }
    if (!encodings.equals(List.of(GZIP))) {
      throw ProblemException.of(
              ProblemCode.UNSUPPORTED_MEDIA_TYPE,
              "A body may have Content-Encoding: gzip, once, or none.")
          .with(HttpHeaders.ACCEPT_ENCODING, GZIP);
    }
    for (String digest : DIGESTS) {
      if (request.getHeaderString(digest) != null) {
        throw ProblemException.of(
            ProblemCode.INVALID_PARAMETER,
            digest + " would cover the compressed body. Send ?sha256= of the file instead.");
      }
    }
    request.setEntityStream(
        new DecodedBody(request.getEntityStream(), config.maxDecoded().asLongValue()));
  }

  /// The encodings in the order in which they were applied. `identity` means none, and `x-gzip` is
  /// the same as `gzip`.
  private static List<String> encodings(List<String> headers) {
    return headers == null
        ? List.of()
        : Arrays.stream(String.join(",", headers).split(",", -1))
            .map(encoding -> encoding.strip().toLowerCase(Locale.ROOT))
            .filter(encoding -> !encoding.isEmpty() && !encoding.equals("identity"))
            .map(encoding -> encoding.equals("x-gzip") ? GZIP : encoding)
            .toList();
  }
}
