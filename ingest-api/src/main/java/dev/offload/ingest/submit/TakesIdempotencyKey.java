package dev.offload.ingest.submit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A resource method that reads the header [IdempotencyKey#NAME]. Any other refuses it.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface TakesIdempotencyKey {}
