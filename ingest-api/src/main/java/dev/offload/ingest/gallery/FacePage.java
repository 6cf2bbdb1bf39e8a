package dev.offload.ingest.gallery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.ingest.list.PageCursor;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A page of a list of faces.
@Schema(description = "A page of a list of faces.", requiredProperties = "items")
@JsonInclude(JsonInclude.Include.NON_NULL)
record FacePage(
    @Schema(description = "The faces, by id, without their descriptors.") List<FaceView> items,
    @Schema(description = PageCursor.NEXT) String nextCursor) {}
