package dev.offload.ingest.auth;

import dev.offload.schemas.config.Scope;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body that asks for a key, as the OpenAPI document shows it. [NewKey] reads it.
@Schema(
    name = "NewKey",
    requiredProperties = {"name", "scopes"})
record KeyRequest(
    @Schema(
            description = "A name by which people recognise the key.",
            minLength = 1,
            maxLength = 100)
        String name,
    @Schema(
            description = "What the key may do. It can't have a scope that the caller's key lacks.",
            minItems = 1)
        Set<Scope> scopes,
    @Schema(description = "The tenant of the key. The default is the caller's tenant.")
        String tenant) {}
