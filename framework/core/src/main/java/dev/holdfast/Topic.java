package dev.holdfast;

import java.util.Objects;

/**
 * A topic's name with the types of its keys and values: what handlers, emitters and publishers agree on.
 *
 * <pre>{@code
 * static final Topic<String, OrderPlaced> ORDERS = Topic.of("orders.placed", String.class, OrderPlaced.class);
 * }</pre>
 *
 * @param name the topic's name, as Kafka knows it
 * @param keyType the type of its keys
 * @param valueType the type of its values
 * @param <K> the type of its keys
 * @param <V> the type of its values
 */
public record Topic<K, V>(String name, TypeRef<K> keyType, TypeRef<V> valueType) {
    /** Checks that nothing is null. Whether Kafka accepts the name is checked when the application is built. */
    public Topic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(keyType, "keyType");
        Objects.requireNonNull(valueType, "valueType");
    }

    /**
     * Describes a topic whose key and value are plain classes.
     *
     * @param name the topic's name
     * @param keyType the class of its keys
     * @param valueType the class of its values
     * @param <K> the type of its keys
     * @param <V> the type of its values
     * @return the topic
     */
    public static <K, V> Topic<K, V> of(String name, Class<K> keyType, Class<V> valueType) {
        return new Topic<>(name, TypeRef.of(keyType), TypeRef.of(valueType));
    }

    /**
     * Describes a topic whose value has type arguments, such as {@code List<Order>}.
     *
     * @param name the topic's name
     * @param keyType the class of its keys
     * @param valueType the type of its values
     * @param <K> the type of its keys
     * @param <V> the type of its values
     * @return the topic
     */
    public static <K, V> Topic<K, V> of(String name, Class<K> keyType, TypeRef<V> valueType) {
        return new Topic<>(name, TypeRef.of(keyType), valueType);
    }

    @Override
    public String toString() {
        return name;
    }
}
