package dev.holdfast.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Delivery;
import dev.holdfast.Emitter;
import dev.holdfast.Message;
import dev.holdfast.annotation.Header;
import dev.holdfast.annotation.Key;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterProblemsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unknownValue   | (parameter 1 'when') | no codec for java.util.Map<java.lang.String, java.lang.Long>:"
                        + " add one with codecs(…), such as JsonCodecs.defaults() of holdfast-json",
                "unknownKey     | (parameter 2 'key') | no codec for java.util.Set<?>:"
                        + " add one with codecs(…), such as JsonCodecs.defaults() of holdfast-json",
                "unknownOptional| (parameter 1 'value') | no codec for java.lang.Double:"
                        + " add one with codecs(…), such as JsonCodecs.defaults() of holdfast-json",
                "unknownPrimitive | (parameter 1 'value') | no codec for java.lang.Boolean:"
                        + " add one with codecs(…), such as JsonCodecs.defaults() of holdfast-json",
                "twoValues      | (parameter 2 'second') | takes the value twice: a record has one, which a single"
                        + " parameter takes as a value, as a Message or as a ConsumerRecord; the others need @Key or"
                        + " @Header",
                "valueAndMessage | (parameter 2 'message') | takes the value twice: a record has one, which a single"
                        + " parameter takes as a value, as a Message or as a ConsumerRecord; the others need @Key or"
                        + " @Header",
                "twoKeys        | (parameter 2 'second') | takes the key twice: only one parameter can have @Key",
                "twoDeliveries  | (parameter 2 'second') | takes the Delivery twice",
                "keyAndHeader   | (parameter 1 'both') | the parameter is both @Key and @Header",
                "numericHeader  | (parameter 1 'tenant') | a header can't be a java.lang.Integer: it is a String or"
                        + " byte[], or an Optional of these",
                "wildMessage    | (parameter 1 'message') | Message needs the types to decode to, such as"
                        + " Message<String, String>, not dev.holdfast.Message<?, java.lang.String>",
                "wildOptional   | (parameter 1 'value') | Optional needs a type to decode to, such as Optional<String>",
                "decodedRecord  | (parameter 1 'record') | a ConsumerRecord has the bytes as they were read: take"
                        + " ConsumerRecord<byte[], byte[]>, or a Message",
                "emitsNowhere   | (parameter 2 'emitter') | takes an Emitter but declares no topic to emit to: add @Emits",
                "variable       | (parameter 1 'value') | the type T is not known here: a codec is found by the declared"
                        + " type, which can't be a type variable",
                "listOfVariable | (parameter 1 'value') | the type java.util.List<T> is not known here: a codec is found"
                        + " by the declared type, which can't be a type variable",
            })
    void eachProblemNamesTheParameter(String method, String parameter, String problem) {
        assertThat(Given.emitting().problems(Wrong.class, method))
                .containsExactly(problem + "\n    at handler Wrong." + method + " " + parameter);
    }

    @ParameterizedTest
    @CsvSource("allWrong, 4")
    void allProblemsOfAMethodAreFoundAtOnce(String method, int problems) {
        assertThat(Given.emitting().problems(Wrong.class, method)).hasSize(problems);
    }

    @Test
    void rawTypesAreProblemsAndParametersWithoutNamesAreCounted() {
        // A proxy's methods know neither type arguments nor names.
        Object raw = Proxy.newProxyInstance(
                Raw.class.getClassLoader(), new Class<?>[] {Raw.class}, (proxy, method, arguments) -> null);

        assertThat(Given.emitting().problems(raw.getClass(), "message").get(0))
                .startsWith("Message needs the types to decode to, such as Message<String, String>, not"
                        + " dev.holdfast.Message\n    at handler ")
                .endsWith(".message (parameter 1)");
        assertThat(Given.emitting().problems(raw.getClass(), "optional").get(0))
                .startsWith("Optional needs a type to decode to, such as Optional<String>\n    at handler ");
    }

    public interface Raw {
        void message(Message<String, String> message);

        void optional(Optional<String> value);
    }

    static final class Wrong {
        void unknownValue(Map<String, Long> when) {}

        void unknownKey(String value, @Key Set<?> key) {}

        void unknownOptional(Optional<Double> value) {}

        void unknownPrimitive(boolean value) {}

        void twoValues(String first, String second) {}

        void valueAndMessage(String value, Message<String, String> message) {}

        void twoKeys(@Key String first, @Key String second) {}

        void twoDeliveries(Delivery first, Delivery second) {}

        void keyAndHeader(@Key @Header("both") String both) {}

        void numericHeader(@Header("tenant") Integer tenant) {}

        void wildMessage(Message<?, String> message) {}

        void wildOptional(Optional<?> value) {}

        void decodedRecord(ConsumerRecord<String, String> record) {}

        void emitsNowhere(String value, Emitter emitter) {}

        <T> void variable(T value) {}

        <T> void listOfVariable(List<T> value) {}

        Double allWrong(Double value, @Key Double key, @Header("h") Double header) {
            return value + key + header;
        }
    }
}
