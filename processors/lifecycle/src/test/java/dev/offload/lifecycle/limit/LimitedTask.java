package dev.offload.lifecycle.limit;

import dev.offload.schemas.work.LimitUse.Next;

/// A task of a [LimitWorld]. `arrival` is its number in the order of arrival.
record LimitedTask(int arrival, int weight, int priority) {
  Next next() {
    return new Next(weight, priority);
  }
}
