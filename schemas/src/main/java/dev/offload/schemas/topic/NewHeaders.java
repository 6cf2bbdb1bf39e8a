package dev.offload.schemas.topic;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/// Makes headers that can be written to. Kafka's own class for them is internal, but every new
/// record brings such headers along.
public final class NewHeaders {
  private NewHeaders() {}

  public static Headers none() {
    return new ProducerRecord<>("unused", null).headers();
  }

  public static Headers copyOf(Headers headers) {
    Headers copy = none();
    headers.forEach(copy::add);
    return copy;
  }
}
