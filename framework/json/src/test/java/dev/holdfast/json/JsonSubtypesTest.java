package dev.holdfast.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import dev.holdfast.CodecException;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.json.JsonCodecsTest.FoundJson;
import dev.holdfast.json.Samples.Card;
import dev.holdfast.json.Samples.Cash;
import dev.holdfast.json.Samples.Money;
import dev.holdfast.json.Samples.Order;
import dev.holdfast.json.Samples.Payment;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonSubtypesTest {
    @Test
    void sealedTypesAreNamedByTheirSimpleName() {
        assertThat(FoundJson.text(Payment.class, new Card("1"))).isEqualTo("{\"type\":\"Card\",\"number\":\"1\"}");
        assertThat(FoundJson.text(Card.class, new Card("1"))).isEqualTo("{\"type\":\"Card\",\"number\":\"1\"}");
        assertThat(FoundJson.text(Order.class, new Order(new Cash(5))))
                .isEqualTo("{\"paidBy\":{\"type\":\"Cash\",\"cents\":5}}");
    }

    @Test
    void sealedTypesAreReadAtEveryLevel() {
        assertThat(FoundJson.read(Payment.class, "{\"cents\":5,\"type\":\"Cash\"}"))
                .isEqualTo(new Cash(5));
        assertThat(FoundJson.read(Money.class, "{\"type\":\"Cash\",\"cents\":5}"))
                .isEqualTo(new Cash(5));
        assertThat(FoundJson.read(Cash.class, "{\"type\":\"Cash\",\"cents\":5}"))
                .isEqualTo(new Cash(5));
        assertThat(FoundJson.read(Cash.class, "{\"cents\":5}")).isEqualTo(new Cash(5));
        assertThat(FoundJson.read(Order.class, "{\"paidBy\":{\"type\":\"Cash\",\"cents\":5}}"))
                .isEqualTo(new Order(new Cash(5)));
    }

    @Test
    void aSiblingIsNotReadWhereItDoesNotBelong() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> FoundJson.read(Money.class, "{\"type\":\"Card\",\"number\":\"1\"}"));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    sealed interface Annotated {}

    @JsonTypeName("dog")
    record Dog(String type) implements Annotated {}

    record Cat(int lives) implements Annotated {}

    @Test
    void annotationsTakePrecedence() {
        assertThat(FoundJson.text(Annotated.class, new Dog("big"))).isEqualTo("{\"kind\":\"dog\",\"type\":\"big\"}");
        assertThat(FoundJson.read(Annotated.class, "{\"kind\":\"Cat\",\"lives\":9}"))
                .isEqualTo(new Cat(9));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Open.class, name = "o"))
    interface Listed {}

    record Open(int a) implements Listed {}

    @Test
    void subtypesMayBeListedByAnnotation() {
        assertThat(FoundJson.text(Listed.class, new Open(1))).isEqualTo("{\"@type\":\"o\",\"a\":1}");
        assertThat(FoundJson.read(Listed.class, "{\"@type\":\"o\",\"a\":1}")).isEqualTo(new Open(1));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface ByClass {}

    record Holder(List<ByClass> all) {}

    record OnProperty(@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) Listed one) {}

    @Test
    void classNamesFromRecordsAreRefusedAtDefinition() {
        for (Class<?> type : List.of(ByClass.class, Holder.class)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JsonCodecs.defaults().codec(type, Part.VALUE))
                    .withMessageStartingWith("no JSON codec for " + type.getName())
                    .withMessageContaining(
                            "@JsonTypeInfo(use = CLASS) of dev.holdfast.json.JsonSubtypesTest$ByClass takes"
                                    + " class names from records: use NAME with @JsonSubTypes, or a sealed type");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonCodecs.of(new ObjectMapper()).codec(OnProperty.class, Part.VALUE))
                .withMessageContaining("@JsonTypeInfo(use = MINIMAL_CLASS)");
    }

    @Test
    void aMapperWithDefaultTypingIsRefused() {
        ObjectMapper mapper = new ObjectMapper()
                .activateDefaultTyping(BasicPolymorphicTypeValidator.builder()
                        .allowIfSubType(Object.class)
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonCodecs.of(mapper))
                .withMessage("the ObjectMapper has default typing, which takes class names from records: name subtypes"
                        + " with @JsonTypeInfo(use = NAME) and @JsonSubTypes instead");
    }

    sealed interface Clashing {}

    record HasType(String type) implements Clashing {}

    @Test
    void aPropertyThatWouldHideTheTypeIsRefusedAtDefinition() {
        assertRefused(
                Clashing.class,
                "dev.holdfast.json.JsonSubtypesTest$HasType has a property 'type', which JSON needs for its class: choose"
                        + " another with @JsonTypeInfo(use = NAME, property = …) on the sealed type");
    }

    sealed interface Twice {}

    static final class Left {
        record Same(int a) implements Twice {}
    }

    static final class Right {
        record Same(int a) implements Twice {}
    }

    @Test
    void twoPermittedClassesOfOneSimpleNameAreRefusedAtDefinition() {
        assertRefused(
                Twice.class,
                "dev.holdfast.json.JsonSubtypesTest$Left$Same and dev.holdfast.json.JsonSubtypesTest$Right$Same have one"
                        + " simple name");
    }

    sealed interface Leaking {}

    non-sealed interface Anything extends Leaking {}

    @Test
    void nonSealedSubtypesAreRefusedAtDefinition() {
        assertRefused(Leaking.class, "dev.holdfast.json.JsonSubtypesTest$Anything is non-sealed");
    }

    private static void assertRefused(Class<?> type, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonCodecs.defaults().codec(type, Part.VALUE))
                .withMessageStartingWith("no JSON codec for " + type.getName() + ": ")
                .withMessageContaining(message);
    }
}
