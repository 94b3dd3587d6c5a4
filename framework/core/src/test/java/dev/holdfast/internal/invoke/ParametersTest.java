package dev.holdfast.internal.invoke;

import static dev.holdfast.internal.invoke.Assertions.failed;
import static dev.holdfast.internal.invoke.Assertions.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.annotation.Header;
import dev.holdfast.annotation.Key;
import dev.holdfast.spi.Verdict;
import dev.holdfast.spi.Verdict.Kind;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ParametersTest {
    private static final Given HANDLER = Given.emitting();

    private final List<Object> seen = new ArrayList<>();

    private void see(Object... arguments) {
        seen.addAll(Arrays.asList(arguments));
    }

    @Test
    void keyValueAndHeadersAreDecodedToTheirTypesInAnyOrder() {
        GivenRecord record = GivenRecord.of("7", "13")
                .header("tenant", "red")
                .header("tenant", "blue")
                .header("raw", "bytes");

        succeeded(HANDLER.handle(new TakesAllParts(), record));

        assertThat(seen).containsExactly("blue", 13, GivenRecord.bytes("bytes"), 7L);
    }

    class TakesAllParts {
        void handle(@Header("tenant") String tenant, Integer value, @Header("raw") byte[] raw, @Key Long key) {
            see(tenant, value, raw, key);
        }
    }

    @Test
    void primitivesAreDecodedAsTheirWrappers() {

        succeeded(HANDLER.handle(new TakesPrimitives(), GivenRecord.of("7", "13")));

        assertThat(seen).containsExactly(7L, 13);
    }

    class TakesPrimitives {
        void handle(@Key long key, int value) {
            see(key, value);
        }
    }

    @Test
    void optionalsTakeWhatIsThereAndWhatIsNot() {

        succeeded(HANDLER.handle(new TakesOptionals(), GivenRecord.of(null, null)));
        succeeded(HANDLER.handle(
                new TakesOptionals(), GivenRecord.of("k", "13").header("h", "x").header("b", "y")));

        assertThat(seen)
                .containsExactly(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("k"),
                        Optional.of(13),
                        Optional.of("x"),
                        Optional.of("y"));
    }

    class TakesOptionals {
        void handle(
                @Key Optional<String> key,
                Optional<Integer> value,
                @Header("h") Optional<String> header,
                @Header("b") Optional<byte[]> bytes) {
            see(key, value, header, bytes.map(String::new));
        }
    }

    @Test
    void nullableParametersTakeNull() {

        succeeded(HANDLER.handle(new TakesNulls(), GivenRecord.of(null, null)));

        assertThat(seen).containsExactly(null, null, null);
    }

    class TakesNulls {
        void handle(@Key @Nullable String key, @Nullable Integer value, @Header("h") @Nullable String header) {
            see(key, value, header);
        }
    }

    @Test
    void nullableOfAnyLibraryCountsAndOfArraysToo() {

        succeeded(HANDLER.handle(new TakesForeignNulls(), GivenRecord.of("k", null)));

        assertThat(seen).containsExactly(null, null);
    }

    class TakesForeignNulls {
        void handle(@Other.Nullable String value, @Header("h") byte @Nullable [] header) {
            see(value, header);
        }
    }

    @Test
    void aRecordWithoutValueFailsForGood() {

        Verdict.Failed failed = failed(HANDLER.handle(new TakesValue(), GivenRecord.of("key", null)));

        assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failed.reason()).isEqualTo("null-value");
        assertThat(failed.message())
                .isEqualTo("the record at topic orders, partition 3, offset 42 has no value,"
                        + " and the handler's parameter is neither Optional nor @Nullable");
        assertThat(seen).isEmpty();
    }

    class TakesValue {
        void handle(String value) {
            see(value);
        }
    }

    @Test
    void aRecordWithoutKeyFailsForGoodIfTheKeyIsTaken() {

        Verdict.Failed failed = failed(HANDLER.handle(new TakesKey(), GivenRecord.of(null, "value")));

        assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failed.reason()).isEqualTo("null-key");
    }

    class TakesKey {
        void handle(@Key String key) {
            see(key);
        }
    }

    @Test
    void aRecordWithoutHeaderFailsForGoodNamingTheHeader() {

        Verdict.Failed failed = failed(
                HANDLER.handle(new TakesTenant(), GivenRecord.of("key", "value").header("tenant", null)));

        assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failed.reason()).isEqualTo("missing-header");
        assertThat(failed.message())
                .isEqualTo("the record at topic orders, partition 3, offset 42 has no header 'tenant',"
                        + " and the handler's parameter is neither Optional nor @Nullable");
    }

    class TakesTenant {
        void handle(@Header("tenant") String tenant) {
            see(tenant);
        }
    }

    @Test
    void undecodableBytesFailForGoodWithoutShowingThem() {

        Verdict.Failed failed = failed(HANDLER.handle(new TakesNumber(), GivenRecord.of("key", "secret")));

        assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failed.reason()).isEqualTo("undecodable");
        assertThat(failed.message())
                .isEqualTo(
                        "the value of the record at topic orders, partition 3, offset 42 is not a java.lang.Integer");
        assertThat(failed.cause()).isInstanceOf(NumberFormatException.class);
        assertThat(seen).isEmpty();
    }

    class TakesNumber {
        void handle(Integer value) {
            see(value);
        }
    }

    @Test
    void nestingThatOverflowsTheStackOfACodecIsUndecodable() {
        assertThat(failed(HANDLER.handle(new TakesNumber(), GivenRecord.of("key", "deep")))
                        .reason())
                .isEqualTo("undecodable");
    }

    @Test
    void undecodableKeysAreNamedSo() {

        assertThat(failed(HANDLER.handle(new TakesLongKey(), GivenRecord.of("secret", "value")))
                        .message())
                .isEqualTo("the key of the record at topic orders, partition 3, offset 42 is not a java.lang.Long");
    }

    class TakesLongKey {
        void handle(@Key long key) {
            see(key);
        }
    }

    @Test
    void whatNoParameterTakesIsNotDecoded() {

        GivenRecord record = GivenRecord.of("key", null);
        succeeded(HANDLER.handle(new TakesOnlyTheKey(), record));

        assertThat(seen).containsExactly("key");
        assertThat(record.deliveriesAsked()).hasValue(0);
    }

    class TakesOnlyTheKey {
        void handle(@Key String key) {
            see(key);
        }
    }

    @Test
    void aMessageHasAllOfTheRecordAndAdmitsTombstones() {
        GivenRecord record = GivenRecord.of("key", null);
        for (int i = 0; i < 1_000; i++) {
            record.header("h" + i, i % 2 == 0 ? null : "v");
        }

        succeeded(HANDLER.handle(new TakesMessage(), record));

        Message<?, ?> message = (Message<?, ?>) seen.get(0);
        assertThat(message.key()).isEqualTo("key");
        assertThat(message.value()).isNull();
        assertThat(message.topic()).contains("orders");
        assertThat(message.timestamp()).contains(Instant.ofEpochMilli(1_000));
        assertThat(message.headers()).containsExactly(record.headers().toArray());
    }

    class TakesMessage {
        void handle(Message<String, Integer> message) {
            see(message);
        }
    }

    @Test
    void deliveryAndConsumerRecordAreThoseOfTheRecord() {
        GivenRecord record = GivenRecord.of("key", null);

        succeeded(HANDLER.handle(new TakesRecordAndDelivery(), record));

        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).isSameAs(record.record());
        assertThat(((Delivery) seen.get(1)).id()).isEqualTo("orders-3-42");
    }

    class TakesRecordAndDelivery {
        void handle(ConsumerRecord<byte[], byte[]> record, Delivery delivery) {
            see(record, delivery);
        }
    }

    @Test
    void aRecordFromADerivedTopicLooksAsTheOriginal() {
        GivenRecord polled =
                GivenRecord.polledFrom("orders.billing.retry.1", GivenRecord.bytes("k"), GivenRecord.bytes("v"));
        polled.headers().add("tenant", GivenRecord.bytes("a hop's"));
        GivenRecord record = new GivenRecord(
                polled.record(),
                GivenRecord.of("k", "v").header("tenant", "blue").originHeaders(),
                polled.deliveriesAsked());

        succeeded(HANDLER.handle(new TakesMessageAndTenant(), record));

        assertThat(seen).containsExactly("orders", Optional.of("blue"), Optional.of("blue"));
    }

    class TakesMessageAndTenant {
        void handle(Message<String, String> message, @Header("tenant") Optional<String> tenant) {
            see(message.topic().orElseThrow(), message.header("tenant"), tenant);
        }
    }

    @Test
    void aHandlerWithoutParametersIsCalled() {

        succeeded(HANDLER.handle(new TakesNothing(), GivenRecord.of(null, null)));

        assertThat(seen).containsExactly("called");
    }

    class TakesNothing {
        void handle() {
            see("called");
        }
    }

    static final class Other {
        @Retention(RetentionPolicy.RUNTIME)
        @interface Nullable {}
    }
}
