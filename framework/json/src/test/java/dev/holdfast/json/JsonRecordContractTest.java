package dev.holdfast.json;

import dev.holdfast.TypeRef;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.json.Samples.Page;
import dev.holdfast.json.Samples.Point;
import dev.holdfast.testkit.CodecContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class JsonRecordContractTest extends CodecContract<Page<Point>> {
    private final CodecFactory json = JsonCodecs.defaults();

    @Override
    protected CodecFactory factory() {
        return json;
    }

    @Override
    protected TypeRef<Page<Point>> type() {
        return new TypeRef<>() {};
    }

    @Override
    protected List<Page<Point>> values() {
        return List.of(
                new Page<>(List.of(), Optional.empty()),
                new Page<>(List.of(new Point(1, 2), new Point(-3, Integer.MAX_VALUE)), Optional.of("é😀\"\n")));
    }

    @Override
    protected List<byte[]> undecodable() {
        return Stream.of(
                        "",
                        "null",
                        "SECRET",
                        "\"SECRET\"",
                        "[\"SECRET\"]",
                        "{\"items\":\"SECRET\"}",
                        "{\"items\":[{\"x\":\"SECRET\"}]}",
                        "{\"items\":[{\"SECRET\":1,\"SECRET\":2}]}",
                        "{\"items\":[]} SECRET",
                        "{\"items\":[]}{\"next\":\"SECRET\"}",
                        "{\"items\":[],\"next\":\"SECRET",
                        "{\"items\":[{\"x\":1.5}]}",
                        "{\"items\":[{\"x\":99999999999}]}",
                        "{\"next\":\"SECRET\\q\"}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
