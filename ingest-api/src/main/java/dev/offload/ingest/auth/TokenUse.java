package dev.offload.ingest.auth;

/// What a token may open.
public enum TokenUse {
  /// The task that the path names by `{id}`, if it is the token's.
  ITS_TASK,
  /// The group that the path names by `{id}`, if it is the token's.
  ITS_GROUP,
  /// Files of the token's task. The method itself looks whether it is one.
  FILES_OF_ITS_TASK,
  /// The events of tasks, as far as they are the user's. The method itself leaves out the others.
  EVENTS_OF_ITS_USER,
  /// The upload that the path names by `{id}`, if it is the token's: to go on with it.
  ITS_UPLOAD,
  /// The endpoints of the token's tenant.
  ITS_ENDPOINTS
}
