/// Says when a cron expression fires in a time zone, also when the clocks change.
package dev.offload.cron;
