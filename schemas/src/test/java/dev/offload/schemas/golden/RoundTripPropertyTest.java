package dev.offload.schemas.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.golden.Samples.Sample;
import dev.offload.schemas.topic.Topic;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Our reader reads what our writer writes: every record type, whatever its members hold.
class RoundTripPropertyTest {
  private static final int PARTITIONS = 12;

  record Written<V>(Topic<V> topic, String key, V value) {
    V read() {
      ProducerRecord<String, byte[]> record = topic.encoded(key, value, PARTITIONS);
      return topic.read(record.headers(), record.value());
    }
  }

  @Property(tries = 500)
  void recordIsReadAsItWasWritten(@ForAll("records") Written<?> one) {
    assertThat(one.read()).isEqualTo(one.value());
  }

  @Provide
  Arbitrary<Written<?>> records() {
    return Arbitraries.of(Samples.ALL)
        .flatMap(sample -> Arbitraries.randomValue(random -> like(sample, random)));
  }

  @SuppressWarnings("unchecked") // A value of the sample's own type.
  private static <V> Written<V> like(Sample<V> sample, Random random) {
    V value = (V) new AnyRecord(random).of(sample.value().getClass());
    return new Written<>(sample.topic(), sample.key(), value);
  }
}
