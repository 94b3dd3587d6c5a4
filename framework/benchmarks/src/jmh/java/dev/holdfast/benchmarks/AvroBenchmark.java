package dev.holdfast.benchmarks;

import dev.holdfast.avroserde.AvroFormat;
import dev.holdfast.avroserde.AvroSchemas;
import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.reflect.ReflectDatumReader;
import org.apache.avro.reflect.ReflectDatumWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An order with three lines to bytes and back: with the schema's id in front and all that Holdfast checks, and by Avro alone.
 * A Java record is compared with a bean by Avro's reflection, which can't make records.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
// Avro's reflection refuses the application's own classes unless it is told not to.
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=*"})
public class AvroBenchmark {
    /** What the values are. */
    @Param({"generic", "specific", "java"})
    public String kind = "";

    private IdRegistry registry;
    private SchemaLookup lookup;
    private AvroFormat format;
    private PlainAvro avro;
    private Object value;
    private Object avroValue;
    private byte[] bytes;
    private byte[] avroBytes;

    @Setup
    public void start() throws IOException {
        Schema schema =
                switch (kind) {
                    case "generic" -> AvroSchemas.of(Orders.Order.class);
                    case "specific" -> SpecificOrder.SCHEMA$;
                    default -> AvroSchemas.of(Orders.Order.class);
                };
        registry = new IdRegistry(schema);
        Map<String, String> config = Map.of("schema.registry.url", registry.url());
        lookup = SchemaLookup.waiting(SchemaRegistryClient.of(config));
        switch (kind) {
            case "generic" -> {
                value = Orders.generic(schema);
                avroValue = value;
                format = AvroFormat.generic(config, false, lookup);
                avro = new PlainAvro(new GenericDatumWriter<>(schema), new GenericDatumReader<>(schema));
            }
            case "specific" -> {
                value = SpecificOrder.of(Orders.java());
                avroValue = value;
                format = AvroFormat.specific(SpecificOrder.class, config, false, lookup);
                avro = new PlainAvro(new SpecificDatumWriter<>(schema), new SpecificDatumReader<>(schema));
            }
            default -> {
                value = Orders.java();
                avroValue = Orders.bean();
                format = AvroFormat.java(Orders.Order.class, config, false, lookup);
                Schema reflected = ReflectData.get().getSchema(Orders.OrderBean.class);
                avro = new PlainAvro(new ReflectDatumWriter<>(reflected), new ReflectDatumReader<>(reflected));
            }
        }
        bytes = format.encode("orders", value);
        avroBytes = avro.encode(avroValue);
        if (bytes.length != avroBytes.length + 5) {
            throw new IllegalStateException(
                    "not the same work: " + bytes.length + " and " + avroBytes.length + " bytes");
        }
    }

    @TearDown
    public void stop() {
        lookup.close();
        registry.close();
    }

    @Benchmark
    public byte[] encodeHoldfast() {
        return format.encode("orders", value);
    }

    @Benchmark
    public byte[] encodeAvro() throws IOException {
        return avro.encode(avroValue);
    }

    @Benchmark
    public Object decodeHoldfast() {
        return format.decode(bytes);
    }

    @Benchmark
    public Object decodeAvro() throws IOException {
        return avro.decode(avroBytes);
    }
}
