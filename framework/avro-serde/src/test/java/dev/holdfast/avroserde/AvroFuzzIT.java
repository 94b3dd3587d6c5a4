package dev.holdfast.avroserde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.embeddedregistry.SchemaRegistryServer;
import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaNotFoundException;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Damaged records: each is a value or a typed error. {@code -Dfuzz.count=1000000} for more; the seed is fixed, so that a
 * failure comes again.
 */
class AvroFuzzIT {
    private static final int COUNT = Integer.getInteger("fuzz.count", 50_000);
    private static final int REPORTED = 20;

    @Test
    void damagedRecordsAreValuesOrTypedErrors() {
        try (SchemaRegistryServer server = SchemaRegistryServer.start();
                SchemaLookup lookup =
                        SchemaLookup.waiting(SchemaRegistryClient.of(Map.of("schema.registry.url", server.url())))) {
            Map<String, String> config = Map.of("schema.registry.url", server.url());
            AvroFormat generic = AvroFormat.generic(config, false, lookup);
            AvroFormat rich = AvroFormat.java(Samples.Rich.class, config, false, lookup);
            AvroFormat specific = AvroFormat.specific(SpecificOrder.class, config, false, lookup);
            List<Case> cases = List.of(
                    new Case(generic, generic.encode("everything", Samples.everything())),
                    new Case(rich, rich.encode("rich", Samples.rich(Optional.of(new Samples.Cash(1)), "n"))),
                    new Case(specific, specific.encode("orders", new SpecificOrder("o", 1, "c"))),
                    new Case(specific, generic.encode("everything", Samples.everything())));
            Random random = new Random(7);

            int values = 0;
            int errors = 0;
            for (int i = 0; i < COUNT; i++) {
                Case each = cases.get(i % cases.size());
                if (each.isValue(damaged(each.bytes(), random))) {
                    values++;
                } else {
                    errors++;
                }
            }

            assertThat(values).as("still values").isPositive();
            assertThat(errors).as("typed errors").isGreaterThan(values / REPORTED);
        }
    }

    /** The schema's id is left alone in most: nothing behind it would be looked at. */
    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] copy = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length * 2)) : bytes.clone();
        int from = random.nextInt(50) == 0 ? 0 : Frame.LENGTH;
        if (copy.length <= from) {
            return copy;
        }
        IntStream.range(0, 1 + random.nextInt(4))
                .forEach(i -> copy[from + random.nextInt(copy.length - from)] = damage(random));
        return copy;
    }

    private static byte damage(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> (byte) 0xff;
            case 1 -> (byte) 0x80;
            case 2 -> 0;
            default -> (byte) random.nextInt();
        };
    }

    private static final class Case {
        private final AvroFormat format;
        private final byte[] bytes;

        Case(AvroFormat format, byte[] bytes) {
            this.format = format;
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean isValue(byte[] damaged) {
            try {
                assertThat(format.decode(damaged)).isNotNull();
                return true;
            } catch (AvroDataException | SchemaNotFoundException typed) {
                return false;
            }
        }
    }
}
