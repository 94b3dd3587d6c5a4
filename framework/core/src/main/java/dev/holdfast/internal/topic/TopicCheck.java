package dev.holdfast.internal.topic;

import dev.holdfast.ClusterUnavailableException;
import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Provisioning;
import dev.holdfast.TopicMismatchException;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.GroupDefinition;
import dev.holdfast.internal.problem.Problems;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * Checks before the start that every topic which the application needs is there and usable, and creates it if it may.
 *
 * <p>Used once, by the thread that starts the application.
 */
public final class TopicCheck {
    /** The part of the bound that topics which are missing may take to come to light: 3 s of a minute. */
    private static final int SECOND_LOOK_PART = 20;

    private final AdminCalls calls;
    private final InstantSource clock;
    private final Duration secondLook;
    private final AppDefinition app;
    private final List<String> transactionalIds;
    private final List<WantedTopic> wanted;
    private final Problems problems = new Problems();
    private final List<String> warnings = new ArrayList<>();

    private TopicCheck(
            AdminCalls calls,
            InstantSource clock,
            Duration secondLook,
            AppDefinition app,
            List<String> transactionalIds) {
        this.calls = calls;
        this.clock = clock;
        this.secondLook = secondLook;
        this.app = app;
        this.transactionalIds = transactionalIds;
        this.wanted = WantedTopics.of(app);
    }

    /**
     * Does what the application's provisioning says.
     *
     * @param admin asks the cluster; left open
     * @param bootstrapServers whom it asks first, for messages and commands
     * @param bound how long all of it may take, waiting for new topics included
     * @param app the application
     * @param transactionalIds one of each kind that it will use
     * @param clock tells this machine's time
     * @return what was found and created
     * @throws InvalidDefinitionException if topics are neither declared nor there, can't be as declared, or rights are
     *     missing, or the application is strict and something weakens its promises; nothing was created then, unless another client changed the cluster meanwhile
     * @throws TopicMismatchException with {@link Provisioning#VALIDATE}, if topics are missing or differ
     * @throws ClusterUnavailableException if the cluster did not answer within the bound
     */
    public static CheckedTopics run(
            Admin admin,
            String bootstrapServers,
            Duration bound,
            AppDefinition app,
            List<String> transactionalIds,
            InstantSource clock) {
        Duration secondLook = bound.dividedBy(SECOND_LOOK_PART);
        AdminCalls calls = new AdminCalls(admin, bootstrapServers, bound);
        return new TopicCheck(calls, clock, secondLook, app, transactionalIds).run();
    }

    private CheckedTopics run() {
        Provisioning provisioning = app.provisioning();
        Set<String> groups = app.groups().stream().map(GroupDefinition::name).collect(Collectors.toSet());
        IdentityCheck identities = IdentityCheck.ask(calls, groups, transactionalIds);
        ClusterView first = new ClusterReader(calls)
                .read(wanted.stream().map(WantedTopic::name).toList(), new ClusterClock(clock));
        ClusterView view = new SecondLook(calls, secondLook).complete(first, mustBeThere());
        new PresenceCheck(provisioning, problems).check(wanted, view);
        new RightsCheck(provisioning, problems).check(wanted, view);
        new StateTopicsCheck(problems).check(wanted, view);
        identities.report(problems);
        if (app.strict()) {
            Warnings.of(app, view).forEach(this::refuse);
        }
        return switch (provisioning) {
            case CREATE -> create(view);
            case VALIDATE -> validate(view);
            case NONE -> found(view);
        };
    }

    private Set<String> mustBeThere() {
        return wanted.stream()
                .filter(topic -> switch (app.provisioning()) {
                    case CREATE -> topic.spec() == null && topic.derived() == null;
                    case VALIDATE -> true;
                    case NONE -> !topic.uses().isEmpty();
                })
                .map(WantedTopic::name)
                .collect(Collectors.toSet());
    }

    private CheckedTopics create(ClusterView before) {
        Expectations expectations = new Expectations(wanted);
        Map<String, Expectation> planned = expectations.of(before);
        ReplicasCheck replicas = new ReplicasCheck(problems);
        replicas.check(wanted, planned, before);
        Map<String, WantedTopic> byName =
                wanted.stream().collect(Collectors.toMap(WantedTopic::name, Function.identity()));
        TopicCreator creator = new TopicCreator(calls, byName, problems);
        Map<String, Expectation> possible = missing(planned, before);
        possible.values().removeIf(expected -> replicas.isBeyondBrokers(expected, before));
        if (!possible.isEmpty()) {
            creator.rehearse(possible);
        }
        problems.throwIfAny();

        // Sources first: what derives from them takes over what they have become.
        Set<String> created = new HashSet<>();
        Map<String, Expectation> declared = missing(planned, before);
        wanted.stream()
                .filter(topic -> topic.spec() == null || topic.derived() != null)
                .forEach(topic -> declared.remove(topic.name()));
        ClusterView withSources = create(declared, before, creator, created);
        Map<String, Expectation> derived = missing(expectations.of(withSources), withSources);
        ClusterView after = create(derived, withSources, creator, created);
        new RightsCheck(app.provisioning(), problems).check(wanted, after);
        problems.throwIfAny();
        ClusterView grown = followSources(expectations.of(after), after, creator);
        return checked(expectations.of(grown), grown, created);
    }

    /** A failure is written to the partition number that its record has, so the number of partitions is no difference. */
    private ClusterView followSources(Map<String, Expectation> expected, ClusterView view, TopicCreator creator) {
        Map<String, Integer> tooFew = new TreeMap<>();
        for (WantedTopic topic : wanted) {
            ActualTopic actual = view.topics().get(topic.name());
            Expectation how = expected.get(topic.name());
            boolean follows = topic.derived() != null
                    && (topic.spec() == null || topic.spec().partitions().isEmpty());
            if (follows && actual != null && how != null) {
                int wantedPartitions = how.partitions().orElse(0);
                if (wantedPartitions > actual.partitions()) {
                    tooFew.put(topic.name(), wantedPartitions);
                }
            }
        }
        if (tooFew.isEmpty()) {
            return view;
        }
        warnings.addAll(creator.addPartitions(tooFew));
        return view.with(creator.awaitUsable(tooFew.keySet()));
    }

    private static ClusterView create(
            Map<String, Expectation> missing, ClusterView view, TopicCreator creator, Set<String> created) {
        if (missing.isEmpty()) {
            return view;
        }
        created.addAll(creator.create(missing));
        return view.with(creator.awaitUsable(missing.keySet()));
    }

    private CheckedTopics validate(ClusterView view) {
        Map<String, Expectation> expectations = new Expectations(wanted).of(view);
        new ReplicasCheck(problems).check(wanted, expectations, view);
        Mismatches mismatches = new Mismatches(expectations, view, new MendingCommands(calls.bootstrapServers()));
        if (!mismatches.isEmpty()) {
            if (problems.isEmpty()) {
                throw mismatches.exception();
            }
            problems.add(mismatches.text(), "provisioning VALIDATE");
        }
        problems.throwIfAny();
        return checked(expectations, view, Set.of());
    }

    private CheckedTopics found(ClusterView view) {
        problems.throwIfAny();
        return checked(Map.of(), view, Set.of());
    }

    private CheckedTopics checked(Map<String, Expectation> expectations, ClusterView view, Set<String> created) {
        new StateTopicsCheck(problems).check(wanted, view);
        problems.throwIfAny();
        List<String> weaknesses = Warnings.of(app, view);
        if (app.strict()) {
            weaknesses.forEach(this::refuse);
            problems.throwIfAny();
        }
        warnings.addAll(weaknesses);
        return new CheckedTopics(view.facts(), new TopicReports(expectations, view, created).report(wanted), warnings);
    }

    private void refuse(String weakness) {
        problems.add(weakness, "strict");
    }

    private static Map<String, Expectation> missing(Map<String, Expectation> expectations, ClusterView view) {
        Map<String, Expectation> missing = new TreeMap<>(expectations);
        missing.keySet().removeIf(name -> !view.isMissing(name));
        return missing;
    }
}
