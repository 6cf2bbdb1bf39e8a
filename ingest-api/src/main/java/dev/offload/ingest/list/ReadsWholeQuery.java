package dev.offload.ingest.list;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A resource method that reads its query with a [ListQuery], which refuses what it does not know.
/// The parameters of any other method are those that it declares.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ReadsWholeQuery {}
