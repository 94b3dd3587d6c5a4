package dev.holdfast.containers;

import dev.holdfast.annotation.Handles;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** A bean without client proxy: callers get the intercepted subclass itself. */
@Singleton
class Billing implements Journaled {
    private final List<String> journal = new ArrayList<>();

    @Handles(value = "orders", id = "bill")
    @Transacted
    void bill(String order) {
        journal.add("billed " + order);
    }

    @Override
    public List<String> journal() {
        return journal;
    }
}
