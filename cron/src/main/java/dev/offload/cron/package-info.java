/// Computes when a cron expression fires in a time zone, even if the clocks change.
package dev.offload.cron;
