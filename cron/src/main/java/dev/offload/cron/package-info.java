/// When a cron expression fires in a time zone, changes of the clocks included.
package dev.offload.cron;
