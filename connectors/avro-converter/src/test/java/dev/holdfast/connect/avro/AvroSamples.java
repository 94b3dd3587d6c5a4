package dev.holdfast.connect.avro;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** What others write who know nothing of Connect. */
final class AvroSamples {
    static final Schema SCHEMA = new Schema.Parser()
            .parse(
                    """
            {"type":"record","name":"Order","namespace":"shop","doc":"an order","fields":[
              {"name":"id","type":"string","doc":"its number"},
              {"name":"colour","type":{"type":"enum","name":"Colour","doc":"c","symbols":["RED","GREEN"],"default":"RED"}},
              {"name":"hash","type":{"type":"fixed","name":"Hash","size":3}},
              {"name":"count","type":"int","default":7},
              {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
              {"name":"day","type":{"type":"int","logicalType":"date"}},
              {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"micros","type":{"type":"long","logicalType":"timestamp-micros"}},
              {"name":"note","type":["null","string"],"default":null},
              {"name":"paid","type":["string",{"type":"record","name":"Card","fields":[{"name":"n","type":"long"}]}]},
              {"name":"entries","type":{"type":"array","items":{"type":"record","name":"MapEntry",
                "namespace":"io.confluent.connect.avro","fields":[{"name":"key","type":"int"},{"name":"value","type":"string"}]}}}
            ]}
            """);

    private AvroSamples() {}

    static GenericData.Record value() {
        GenericData.Record card = new GenericData.Record(
                SCHEMA.getField("paid").schema().getTypes().get(1));
        card.put("n", 4L);
        GenericData.Record entry =
                new GenericData.Record(SCHEMA.getField("entries").schema().getElementType());
        entry.put("key", 1);
        entry.put("value", "one");
        GenericData.Record order = new GenericData.Record(SCHEMA);
        order.put("id", "o-1");
        order.put("colour", new GenericData.EnumSymbol(SCHEMA.getField("colour").schema(), "GREEN"));
        order.put("hash", new GenericData.Fixed(SCHEMA.getField("hash").schema(), new byte[] {1, 2, 3}));
        order.put("count", 3);
        order.put("price", ByteBuffer.wrap(new byte[] {4, -46}));
        order.put("day", 20_000);
        order.put("at", 1_700_000_000_000L);
        order.put("micros", 5L);
        order.put("paid", card);
        order.put("entries", List.of(entry));
        return order;
    }
}
