package dev.holdfast.containers;

import dev.holdfast.annotation.ConsumerGroup;
import dev.holdfast.annotation.Handles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** A bean of a normal scope: callers get a client proxy, which calls an intercepted subclass. */
@ApplicationScoped
@ConsumerGroup("shipping")
class Shipping implements Journaled {
    private final List<String> journal = new ArrayList<>();

    @Handles("orders")
    @Transacted
    void ship(String order) {
        journal.add("shipped " + order);
    }

    @Override
    public List<String> journal() {
        return journal;
    }
}
