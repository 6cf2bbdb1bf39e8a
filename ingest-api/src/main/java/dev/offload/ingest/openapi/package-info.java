/// The API's own description: /openapi and /docs.
package dev.offload.ingest.openapi;
