package dev.offload.ingest.task;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.list.PageLimit;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.PublicTask;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestResponse;

/// `GET /v1/tasks` and `GET /v1/tasks/{id}`
@Path("/v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TaskResource {
  private final Caller caller;
  private final TaskSeeker tasks;
  private final TaskLister lister;

  TaskResource(Caller caller, TaskSeeker tasks, TaskLister lister) {
    this.caller = caller;
    this.tasks = tasks;
    this.lister = lister;
  }

  @GET
  @Path("/{id}")
  @Needs(Scope.READ)
  public RestResponse<PublicTask> get(
      @PathParam("id") String id, @HeaderParam("If-None-Match") String ifNoneMatch)
      throws InterruptedException {
    PublicTask task = tasks.seek(caller.tenant(), id).toPublic();
    TaskTag tag = TaskTag.of(task);
    if (tag.isAmong(ifNoneMatch)) {
      return RestResponse.ResponseBuilder.<PublicTask>create(RestResponse.Status.NOT_MODIFIED)
          .header(HttpHeaders.ETAG, tag.spelled())
          .build();
    }
    return RestResponse.ResponseBuilder.ok(task).header(HttpHeaders.ETAG, tag.spelled()).build();
  }

  /// The parameters are read from `uri`, strictly; they stand here for the OpenAPI document.
  @GET
  @Needs(Scope.READ)
  public TaskPage list(
      @Context UriInfo uri,
      @QueryParam("type") String type,
      @QueryParam("state") String state,
      @QueryParam("tag") String tag,
      @QueryParam("createdAfter") String createdAfter,
      @QueryParam("createdBefore") String createdBefore,
      @QueryParam("errorCode") String errorCode,
      @QueryParam("finishedAfter") String finishedAfter,
      @QueryParam("finishedBefore") String finishedBefore,
      @QueryParam("origin") String origin,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    ListParameters parameters = new ListParameters(uri.getQueryParameters());
    return lister.list(parameters.filter(caller.tenant()), cursor, PageLimit.parse(limit));
  }
}
