package dev.holdfast.app;

import dev.holdfast.state.HandlerState;

/** One handler of a started application, to look at and to pause. Thread-safe. */
public final class HandlerControl {
    private final String id;
    private final Holdfast app;

    HandlerControl(String id, Holdfast app) {
        this.id = id;
        this.app = app;
    }

    /**
     * Lets the handler rest in this instance: nothing more is read for it; what has been read is still handled. Has no
     * effect if it rests already.
     */
    public void pause() {
        app.pause(id, true);
    }

    /** Lets the handler go on. Has no effect if it does not rest. */
    public void resume() {
        app.pause(id, false);
    }

    /**
     * The handler as it is now.
     *
     * @return a snapshot
     */
    public HandlerState state() {
        return app.state().handlers().stream()
                .filter(handler -> handler.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the application is not started"));
    }
}
