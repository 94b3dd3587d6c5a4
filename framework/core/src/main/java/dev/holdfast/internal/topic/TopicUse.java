package dev.holdfast.internal.topic;

/**
 * What a handler does with a topic.
 *
 * @param handlerId the handler's id
 * @param place where the handler is defined, for people
 * @param kind what it does
 */
record TopicUse(String handlerId, String place, Kind kind) {
    enum Kind {
        HANDLES("handles it", true, false),
        EMITS("emits to it", false, true),
        DERIVES("derives it", false, true),
        DERIVES_AND_READS("derives it", true, true);

        private final String verb;
        private final boolean reads;
        private final boolean writes;

        Kind(String verb, boolean reads, boolean writes) {
            this.verb = verb;
            this.reads = reads;
            this.writes = writes;
        }
    }

    boolean reads() {
        return kind.reads;
    }

    boolean writes() {
        return kind.writes;
    }

    String byId() {
        return handlerId + " " + kind.verb;
    }

    String byPlace() {
        return place + " (" + kind.verb + ")";
    }
}
