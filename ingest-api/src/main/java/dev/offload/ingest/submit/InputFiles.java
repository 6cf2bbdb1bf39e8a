package dev.offload.ingest.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.files.FileId;
import dev.offload.files.FileStore;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Members;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/// Finds the files that an input names: a task is not accepted whose files are not there.
@ApplicationScoped
class InputFiles {

  private final FileStore files;

  InputFiles(FileStore files) {
    this.files = files;
  }

  void check(String tenant, JsonNode node, String pointer, Faults faults) {
    if (node.isTextual()) {
      Optional<FileId> id = FileId.parse(node.textValue());
      if (id.isPresent() && !exists(tenant, id.get())) {
        faults.add(pointer, "must be a file that has been uploaded");
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        check(tenant, node.get(i), pointer + "/" + i, faults);
      }
    } else {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        check(tenant, member.getValue(), pointer + "/" + Members.escaped(member.getKey()), faults);
      }
    }
  }

  private boolean exists(String tenant, FileId id) {
    try {
      return files.find(tenant, id).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
