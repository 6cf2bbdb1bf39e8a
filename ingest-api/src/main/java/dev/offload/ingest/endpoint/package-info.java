/// Endpoints over HTTP: receivers of a tenant's events, and what was delivered to them.
package dev.offload.ingest.endpoint;
