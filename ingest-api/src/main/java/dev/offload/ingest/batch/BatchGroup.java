package dev.offload.ingest.batch;

import dev.offload.schemas.task.GroupId;

/// The group that all tasks of a batch join.
///
/// @param isNew whether it was opened for this batch, and is sealed at its end
record BatchGroup(GroupId id, boolean isNew) {}
