package dev.holdfast.containers;

import java.util.List;

/** Tells what happened to a bean, across class loaders. */
public interface Journaled {
    List<String> journal();
}
