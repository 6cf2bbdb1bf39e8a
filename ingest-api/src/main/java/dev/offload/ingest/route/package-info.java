/// Chooses between the two routes of a task.
package dev.offload.ingest.route;
