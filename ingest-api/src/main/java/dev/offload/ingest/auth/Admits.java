package dev.offload.ingest.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The tokens that may call a resource method, besides keys: those of one of these uses. Without
/// this none may.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Admits {
  TokenUse[] value();

  /// Whether the token may also be in the query, for browsers' `EventSource`, which can't send
  /// headers.
  boolean inQuery() default false;
}
