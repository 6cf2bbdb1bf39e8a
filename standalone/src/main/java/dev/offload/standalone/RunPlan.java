package dev.offload.standalone;

import java.util.List;
import java.util.function.Function;

/// What the command line asks of a run.
///
/// @param httpPort of the API
/// @param managementPort of health and metrics
/// @param smtpPort of the mail sink
/// @param queues those served by this process, each with the tasks of the type with its name
/// @param format of the announcement
record RunPlan(
    DataDirectory directory,
    int httpPort,
    int managementPort,
    int smtpPort,
    List<String> queues,
    Function<Announcement, String> format) {}
