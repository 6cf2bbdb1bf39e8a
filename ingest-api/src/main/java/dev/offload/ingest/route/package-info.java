/// The choice between the two ways a task can go.
package dev.offload.ingest.route;
