package dev.offload.webhook;

import java.time.Duration;

/// When a receiver counts as silent, and for how long nothing is sent to it then.
///
/// @param timeOuts how many in a row make it silent
/// @param firstPause how long it is spared at first; twice as long after each further time-out
/// @param longestPause how long it is spared at most
/// @param countsAfter how long it must have been silent before waiting for it costs attempts
/// @param longestTry how long a try may take; after that it no longer counts
record SilenceTerms(
    int timeOuts,
    Duration firstPause,
    Duration longestPause,
    Duration countsAfter,
    Duration longestTry) {}
