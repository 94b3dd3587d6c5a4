package dev.holdfast.internal.definition;

import dev.holdfast.HandlerThreads;
import dev.holdfast.Provisioning;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Resolves what belongs to the application as a whole. */
final class AppResolver {
    private static final String SUBJECT = "application";
    private static final String ID_KEY = "holdfast.application-id";
    private static final Pattern LEGAL_ID = Pattern.compile("[a-zA-Z0-9._-]{1,200}");
    private static final String INSTANCE_KEY = "holdfast.instance-id";
    /** Without dots, which separate the parts of a transactional id. */
    private static final Pattern LEGAL_INSTANCE = Pattern.compile("[a-zA-Z0-9_-]{1,100}");

    private static final int FIRST_VIRTUAL = 21;
    private static final int FIRST_UNPINNED = 24;

    private final Resolution resolution;
    private final AppDraft draft;
    private boolean named = true;

    AppResolver(Resolution resolution, AppDraft draft) {
        this.resolution = resolution;
        this.draft = draft;
    }

    String applicationId() {
        Optional<Resolved<String>> id = resolution
                .settings()
                .read(ID_KEY, ValueText::text)
                .or(() -> Optional.ofNullable(draft.applicationId())
                        .map(value -> new Resolved<>(value, HandlerDraft.BUILDER)));
        if (id.isEmpty()) {
            named = false;
            resolution.problem("the application has no id: call applicationId(…) or set " + ID_KEY, "the builder");
            return SUBJECT;
        }
        if (!LEGAL_ID.matcher(id.get().value()).matches()) {
            resolution.problem(
                    "the application's id consists of 1 to 200 letters, digits, '.', '_' and '-', but it is '"
                            + id.get().value() + "'",
                    "the application's id (" + id.get().origin() + ")");
        }
        return resolution.planned(SUBJECT, "application-id", id.get());
    }

    /** Whether there is an id; without one, no id of a handler is certain. */
    boolean isNamed() {
        return named;
    }

    /** The id of this instance; null if it is to be a random one. */
    @Nullable
    String instanceId() {
        Optional<Resolved<String>> id = resolution
                .settings()
                .read(INSTANCE_KEY, Function.identity())
                .or(() -> Optional.ofNullable(draft.instanceId())
                        .map(value -> new Resolved<>(value, HandlerDraft.BUILDER)));
        if (id.isEmpty()) {
            resolution.planned(SUBJECT, "instance-id", new Resolved<>("random", Resolved.DEFAULT));
            return null;
        }
        if (!LEGAL_INSTANCE.matcher(id.get().value()).matches()) {
            resolution.problem(
                    "the instance's id consists of 1 to 100 letters, digits, '_' and '-', but it is '"
                            + id.get().value() + "'",
                    "the instance's id (" + id.get().origin() + ")");
        }
        return resolution.planned(SUBJECT, "instance-id", id.get());
    }

    Provisioning provisioning() {
        return resolution.planned(
                SUBJECT,
                "provisioning",
                resolution
                        .settings()
                        .read(
                                "holdfast.provisioning",
                                ValueText.oneOf(Provisioning.class),
                                draft.provisioning(),
                                HandlerDraft.BUILDER,
                                Provisioning.CREATE));
    }

    boolean strict() {
        return resolution.planned(
                SUBJECT,
                "strict",
                resolution
                        .settings()
                        .read("holdfast.strict", ValueText::bool, draft.strict(), HandlerDraft.BUILDER, false));
    }

    HandlerThreads threads(int javaVersion) {
        Resolved<HandlerThreads> wanted = resolution
                .settings()
                .read(
                        "holdfast.threads",
                        ValueText.oneOf(HandlerThreads.class),
                        draft.threads(),
                        HandlerDraft.BUILDER,
                        HandlerThreads.AUTO);
        if (wanted.value() == HandlerThreads.VIRTUAL && javaVersion < FIRST_VIRTUAL) {
            resolution.problem(
                    "virtual threads need Java " + FIRST_VIRTUAL + ", but this is Java " + javaVersion,
                    "the handlers' threads (" + wanted.origin() + ")");
        }
        HandlerThreads auto = javaVersion >= FIRST_UNPINNED ? HandlerThreads.VIRTUAL : HandlerThreads.POOL;
        HandlerThreads threads = wanted.value() == HandlerThreads.AUTO ? auto : wanted.value();
        return resolution.planned(SUBJECT, "threads", new Resolved<>(threads, wanted.origin()));
    }
}
