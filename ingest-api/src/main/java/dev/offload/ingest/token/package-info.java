/// Tokens over HTTP: short-lived permissions for browsers of the tenant's own users.
package dev.offload.ingest.token;
