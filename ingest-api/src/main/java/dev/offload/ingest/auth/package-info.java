/// API keys: who is asking, for which tenant, with which scopes.
package dev.offload.ingest.auth;
