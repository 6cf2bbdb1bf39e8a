/// Pages of other origins that may call the API from a browser (CORS).
package dev.offload.ingest.origin;
