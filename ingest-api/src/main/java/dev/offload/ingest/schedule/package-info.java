/// Schedules over HTTP: tasks that are submitted again and again.
package dev.offload.ingest.schedule;
