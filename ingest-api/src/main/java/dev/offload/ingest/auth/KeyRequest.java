package dev.offload.ingest.auth;

import dev.offload.schemas.config.Scope;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body that asks for a key as the OpenAPI document shows it; [NewKey] reads it.
@Schema(
    name = "NewKey",
    requiredProperties = {"name", "scopes"})
record KeyRequest(
    @Schema(description = "For people.", minLength = 1, maxLength = 100) String name,
    @Schema(description = "What it may do: no more than the caller's.", minItems = 1)
        Set<Scope> scopes,
    @Schema(description = "Whose it is; the caller's where not said.") String tenant) {}
