package dev.offload.ingest.auth;

import dev.offload.files.FileId;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskId;

/// What a token is for. Everything else is closed to it.
public sealed interface Grant {

  /// Whether it opens `id`, which the path of a call names.
  boolean allows(TokenUse use, String id);

  /// What it is for, as people say it.
  String spelled();

  /// To see one task, its events and the files that it made.
  record OfTask(TaskId task) implements Grant {
    @Override
    public boolean allows(TokenUse use, String id) {
      return switch (use) {
        case ITS_TASK -> task.toString().equals(id);
        case FILES_OF_ITS_TASK -> true;
        case ITS_GROUP, EVENTS_OF_ITS_USER, ITS_ENDPOINTS, ITS_UPLOAD -> false;
      };
    }

    @Override
    public String spelled() {
      return "the task " + task;
    }
  }

  /// To see the events of one user's tasks.
  record OfUser(String user) implements Grant {
    @Override
    public boolean allows(TokenUse use, String id) {
      return use == TokenUse.EVENTS_OF_ITS_USER;
    }

    @Override
    public String spelled() {
      return "the events of one user's tasks";
    }
  }

  /// To see and change a tenant's endpoints, and what was delivered to them.
  record OfEndpoints() implements Grant {
    @Override
    public boolean allows(TokenUse use, String id) {
      return use == TokenUse.ITS_ENDPOINTS;
    }

    @Override
    public String spelled() {
      return "endpoints";
    }
  }

  /// To see one group.
  record OfGroup(GroupId group) implements Grant {
    @Override
    public boolean allows(TokenUse use, String id) {
      return use == TokenUse.ITS_GROUP && group.toString().equals(id);
    }

    @Override
    public String spelled() {
      return "the group " + group;
    }
  }

  /// To go on with one upload in pieces.
  record OfUpload(FileId file) implements Grant {
    @Override
    public boolean allows(TokenUse use, String id) {
      return use == TokenUse.ITS_UPLOAD && file.toString().equals(id);
    }

    @Override
    public String spelled() {
      return "the upload " + file;
    }
  }
}
