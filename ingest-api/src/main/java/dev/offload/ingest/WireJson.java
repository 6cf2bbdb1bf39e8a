package dev.offload.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.schemas.json.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// JSON over HTTP is written like JSON on topics.
class WireJson {

  @Produces
  @Singleton
  ObjectMapper mapper() {
    return Json.MAPPER;
  }
}
