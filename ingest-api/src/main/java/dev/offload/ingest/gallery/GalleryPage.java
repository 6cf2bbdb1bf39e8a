package dev.offload.ingest.gallery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.ingest.list.PageCursor;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A page of a list of galleries.
@Schema(description = "A page of a list of galleries.", requiredProperties = "items")
@JsonInclude(JsonInclude.Include.NON_NULL)
record GalleryPage(
    @Schema(description = "The galleries, by name.") List<GalleryView> items,
    @Schema(description = PageCursor.NEXT) String nextCursor) {}
