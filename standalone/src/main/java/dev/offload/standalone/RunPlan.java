package dev.offload.standalone;

import java.util.List;
import java.util.function.Function;

/// What the command line asks of a run.
///
/// @param httpPort 0 takes a free one
/// @param managementPort of health and metrics; 0 takes a free one
/// @param smtpPort of the mail sink; 0 takes a free one
/// @param queues those served by this process; each carries the tasks of the type of its name
/// @param format of the announcement
record RunPlan(
    DataDirectory directory,
    int httpPort,
    int managementPort,
    int smtpPort,
    List<String> queues,
    Function<Announcement, String> format) {}
