package dev.offload.ingest.auth;

import dev.offload.schemas.config.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The scopes of which a key must have one to call a resource method. Every method says so.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  Scope[] value();
}
