package dev.offload.ingest.auth;

import dev.offload.schemas.config.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The scopes that allow a call of a resource method: the key needs one of them. Every method has
/// this.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  Scope[] value();
}
