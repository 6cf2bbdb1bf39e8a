package dev.offload.webhook;

import java.time.Duration;

/// When a receiver counts as silent, and for how long nothing is sent to it then.
///
/// @param timeOuts how many in a row make it silent
/// @param firstPause how long it is spared at first; twice as long after each further time-out
/// @param countsAfter how long it must have been silent until that costs deliveries attempts
/// @param longestTry after which a try that nothing was heard of counts no more
record SilenceTerms(
    int timeOuts,
    Duration firstPause,
    Duration longestPause,
    Duration countsAfter,
    Duration longestTry) {}
