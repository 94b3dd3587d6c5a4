package dev.holdfast.avro;

import dev.holdfast.TypeRef;
import dev.holdfast.avroserde.AvroFormat;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.embeddedregistry.SchemaRegistryServer;
import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import dev.holdfast.testkit.CodecContract;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What applications rely on in every codec, with a real registry. */
@TestInstance(Lifecycle.PER_CLASS)
class AvroCodecContractIT {
    private static final Schema SCHEMA = SchemaBuilder.record("Generic")
            .fields()
            .requiredString("id")
            .requiredInt("n")
            .endRecord();

    /** No text is an id but a UUID's, and Java's exception shows what it is instead. */
    record Ticket(UUID id, String holder, int seat) {}

    private final SchemaRegistryServer registry = SchemaRegistryServer.start();
    private final AvroCodecs codecs =
            AvroCodecs.builder().config(config()).plain(Ticket.class).build();

    private final SchemaLookup lookup = SchemaLookup.waiting(SchemaRegistryClient.of(config()));

    @AfterAll
    void close() {
        lookup.close();
        codecs.close();
        registry.close();
    }

    private Map<String, String> config() {
        return Map.of("schema.registry.url", registry.url());
    }

    /** The frame of a value that was written, with something else behind it. */
    private static byte[] framed(byte[] written, byte... behind) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(written, 0, 5);
        out.writeBytes(behind);
        return out.toByteArray();
    }

    private static List<byte[]> damaged(byte[] written) {
        byte[] secret = "SECRET".getBytes(StandardCharsets.UTF_8);
        byte[] text = {12, 'S', 'E', 'C', 'R', 'E', 'T'};
        return List.of(
                new byte[0],
                secret,
                new byte[] {0, 0, 0},
                new byte[] {0, 127, 127, 127, 127, 'S', 'E', 'C', 'R', 'E', 'T'},
                framed(written),
                framed(written, text),
                framed(written, (byte) -2, (byte) -1, (byte) -1, (byte) -1, (byte) 15),
                Arrays.copyOf(written, written.length - 1),
                Arrays.copyOf(written, written.length + 1),
                framed(written, Arrays.copyOf(secret, 40)));
    }

    @Nested
    class OfRecords extends CodecContract<Ticket> {
        @Override
        protected CodecFactory factory() {
            return codecs;
        }

        @Override
        protected TypeRef<Ticket> type() {
            return TypeRef.of(Ticket.class);
        }

        @Override
        protected List<Ticket> values() {
            return List.of(new Ticket(new UUID(0, 0), "", 0), new Ticket(new UUID(1, 2), "é😀", Integer.MIN_VALUE));
        }

        @Override
        protected List<byte[]> undecodable() {
            return damaged(
                    AvroFormat.java(Ticket.class, config(), false, lookup).encode("codec-contract", values().get(1)));
        }
    }

    @Nested
    class OfGenericRecords extends CodecContract<GenericRecord> {
        @Override
        protected CodecFactory factory() {
            return codecs;
        }

        @Override
        protected TypeRef<GenericRecord> type() {
            return TypeRef.of(GenericRecord.class);
        }

        @Override
        protected List<GenericRecord> values() {
            return List.of(record("", 0), record("é😀", Integer.MIN_VALUE));
        }

        @Override
        protected List<byte[]> undecodable() {
            return damaged(AvroFormat.generic(config(), false, lookup).encode("codec-contract", values().get(1)));
        }
    }

    private static GenericRecord record(String id, int number) {
        return new GenericRecordBuilder(SCHEMA)
                .set("id", new Utf8(id))
                .set("n", number)
                .build();
    }
}
