package dev.offload.email.letter;

import java.util.Map;

/// The root of an expression: the values of one recipient by name.
record Root(Map<String, Object> values) {}
