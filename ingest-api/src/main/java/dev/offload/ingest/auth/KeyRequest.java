package dev.offload.ingest.auth;

import dev.offload.ingest.body.Texts;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.config.Tenants;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body that asks for a key, as the OpenAPI document shows it. [NewKey] reads it.
@Schema(
    name = "NewKey",
    requiredProperties = {"name", "scopes"},
    additionalProperties = Schema.False.class)
record KeyRequest(
    @Schema(
            description = "A name by which people recognise the key.",
            maxLength = NewKey.MAX_NAME_LENGTH,
            pattern = Texts.LINE_PATTERN)
        String name,
    @Schema(
            description = "What the key may do. It can't have a scope that the caller's key lacks.",
            minItems = 1)
        Set<Scope> scopes,
    @Schema(
            description = "The tenant of the key. The default is the caller's tenant.",
            pattern = "^" + Tenants.PATTERN + "$")
        String tenant) {}
