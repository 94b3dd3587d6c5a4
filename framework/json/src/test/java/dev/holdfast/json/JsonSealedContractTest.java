package dev.holdfast.json;

import dev.holdfast.TypeRef;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.json.Samples.Card;
import dev.holdfast.json.Samples.Cash;
import dev.holdfast.json.Samples.Cheque;
import dev.holdfast.json.Samples.Payment;
import dev.holdfast.testkit.CodecContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

class JsonSealedContractTest extends CodecContract<Payment> {
    private final CodecFactory json = JsonCodecs.defaults();

    @Override
    protected CodecFactory factory() {
        return json;
    }

    @Override
    protected TypeRef<Payment> type() {
        return TypeRef.of(Payment.class);
    }

    @Override
    protected List<Payment> values() {
        return List.of(new Card("4111"), new Cash(5), new Cheque("b"));
    }

    @Override
    protected List<byte[]> undecodable() {
        return Stream.of(
                        "{}",
                        "{\"number\":\"SECRET\"}",
                        "{\"type\":\"SECRET\"}",
                        "{\"type\":\"dev.holdfast.json.Samples$Card\",\"number\":\"SECRET\"}",
                        "{\"@class\":\"dev.holdfast.json.Samples$Card\",\"number\":\"SECRET\"}",
                        "[\"dev.holdfast.json.Samples$Card\",{\"number\":\"SECRET\"}]")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
