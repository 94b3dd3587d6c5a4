package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.TypeRef;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.codec.CodecFactory.Part;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/**
 * What applications rely on in every codec. A test of a codec extends it and gives examples.
 *
 * <pre>{@code
 * class MoneyCodecTest extends CodecContract<Money> { … }
 * }</pre>
 *
 * @param <T> the type of the codec
 */
public abstract class CodecContract<T> {
    /** A word that no exception may show; undecodable examples should contain it. */
    protected static final String SECRET = "SECRET";

    private static final String TOPIC = "codec-contract";
    private static final int CALLS = 1_000;

    /** For subclasses. */
    protected CodecContract() {}

    /**
     * The factory that is tested.
     *
     * @return the factory
     */
    protected abstract CodecFactory factory();

    /**
     * The type whose codec is tested.
     *
     * @return the type
     */
    protected abstract TypeRef<T> type();

    /**
     * Values that must survive.
     *
     * @return at least one value; they have {@code equals}
     */
    protected abstract List<T> values();

    /**
     * Bytes that are not values.
     *
     * @return at least one example
     */
    protected abstract List<byte[]> undecodable();

    @Test
    void answersForKeysAndValues() {
        assertThat(factory().codec(type().type(), Part.KEY)).isPresent();
        assertThat(factory().codec(type().type(), Part.VALUE)).isPresent();
    }

    @Test
    void everyValueComesBack() {
        assertThat(values()).isNotEmpty().allSatisfy(value -> assertThat(decode(encode(value)))
                .isEqualTo(value));
    }

    @Test
    void aValueHasTheSameBytesEveryTime() {
        assertThat(values()).allSatisfy(value -> assertThat(encode(value)).isEqualTo(encode(value)));
    }

    @Test
    void bytesAreLeftAsTheyWere() {
        assertThat(values()).allSatisfy(value -> {
            byte[] bytes = encode(value);
            byte[] before = bytes.clone();
            decode(bytes);
            assertThat(bytes).isEqualTo(before);
        });
    }

    @Test
    void headersOfARecordThatIsReadAreLeftAsTheyWere() {
        RecordHeaders headers = new RecordHeaders();
        headers.setReadOnly();
        assertThat(values()).allSatisfy(value -> assertThat(codec().decode(TOPIC, headers, encode(value)))
                .isEqualTo(value));
    }

    @Test
    void undecodableBytesFailWithoutShowingThem() {
        assertThat(undecodable()).isNotEmpty().allSatisfy(bytes -> {
            Throwable failure = catchThrowable(() -> decode(bytes));
            assertThat(failure).isInstanceOf(RuntimeException.class);
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain(SECRET);
            }
        });
    }

    @Test
    void manyThreadsMayUseItAtOnce() {
        List<T> values = values();
        Codec<?> shared = codec();
        long same = IntStream.range(0, CALLS)
                .parallel()
                .mapToObj(call -> values.get(call % values.size()))
                .filter(value -> value.equals(decode(shared, encode(shared, value))))
                .count();
        assertThat(same).isEqualTo(CALLS);
    }

    private Object decode(byte[] bytes) {
        return decode(codec(), bytes);
    }

    private static Object decode(Codec<?> codec, byte[] bytes) {
        return codec.decode(TOPIC, new RecordHeaders(), bytes);
    }

    private byte[] encode(T value) {
        return encode(codec(), value);
    }

    private static byte[] encode(Codec<?> codec, Object value) {
        MethodType signature = MethodType.methodType(byte[].class, String.class, Headers.class, Object.class);
        try {
            // A method handle takes any object: the compiler does not know the type of the codec that was found.
            MethodHandle encode = MethodHandles.publicLookup().findVirtual(Codec.class, "encode", signature);
            return (byte[]) encode.invoke(codec, TOPIC, new RecordHeaders(), value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private Codec<?> codec() {
        return factory().codec(type().type(), Part.VALUE).orElseThrow();
    }
}
