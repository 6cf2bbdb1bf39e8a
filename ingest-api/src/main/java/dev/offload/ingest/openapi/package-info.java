/// What the API says of itself: /openapi and /docs.
package dev.offload.ingest.openapi;
