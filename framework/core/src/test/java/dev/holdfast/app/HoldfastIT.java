package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Outcome;
import dev.holdfast.Publisher;
import dev.holdfast.Topic;
import dev.holdfast.TopicSpec;
import dev.holdfast.annotation.Handles;
import dev.holdfast.annotation.Key;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.state.Phase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldfastIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private @Nullable KafkaCluster cluster;

    @BeforeAll
    void start() {
        cluster = KafkaCluster.start(1);
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void anAnnotatedMethodHandlesWhatAPublisherWrites() throws Exception {
        Topic<String, String> greetings = Topic.of("greetings", String.class, String.class);
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        class Greeter {
            @Handles("greetings")
            void greet(@Key String name, String greeting) {
                seen.add(name + " " + greeting);
            }
        }
        Greeter greeter = new Greeter();
        try (Holdfast app = builder("greeter", greetings).handlers(greeter).build()) {
            app.start();
            app.publisher(greetings)
                    .publish("Ada", "hello")
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);

            assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("Ada hello");
            greeter.greet("called", "here");
        }
    }

    @Test
    void itIsStartedOnceAndClosedOnceAndTellsItsPhases() throws Exception {
        Topic<String, String> topic = Topic.of("phases", String.class, String.class);
        List<Phase> phases = new CopyOnWriteArrayList<>();
        Holdfast app = builder("phases", topic)
                .handle(topic, handler -> handler.run((value, delivery) -> Outcome.done()))
                .build();
        app.onStateChange(state -> phases.add(state.phase()));
        assertThat(app.state().phase()).isEqualTo(Phase.CREATED);
        assertThat(app.health().ready()).isFalse();
        assertThatThrownBy(() -> app.publisher(topic)).hasMessage("the application is not started");

        app.start();
        app.awaitRunning(SOON);

        assertThat(app.state().phase()).isEqualTo(Phase.RUNNING);
        assertThat(app.health().ready()).isTrue();
        assertThat(app.health().reasons()).isEmpty();
        assertThatThrownBy(app::start).hasMessage("the application was started or closed before: RUNNING");
        assertThatThrownBy(() -> app.handler("phases/other"))
                .hasMessage("there is no handler 'phases/other'; there are [phases/phases]");
        assertThat(app.handler("phases/phases").state().partitions()).hasSize(2);
        assertThat(app.topics().table()).contains("phases");

        app.close();
        app.close();
        assertThat(app.state().phase()).isEqualTo(Phase.STOPPED);
        assertThat(phases).endsWith(Phase.STOPPED);
        assertThatThrownBy(app::start).hasMessage("the application was started or closed before: STOPPED");
    }

    @Test
    void anInstanceRunsOnceInAProcessUntilItIsClosed() {
        Topic<String, String> topic = Topic.of("instances", String.class, String.class);
        Supplier<Holdfast> instance = () -> builder("instances", topic)
                .instanceId("pod-0")
                .handle(topic, handler -> handler.run((value, delivery) -> Outcome.done()))
                .build();
        try (Holdfast first = instance.get();
                Holdfast second = instance.get()) {
            first.start();

            assertThatThrownBy(second::start)
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining(
                            "the application 'instances' runs in this process already as the instance" + " 'pod-0'");
        }
        try (Holdfast next = instance.get()) {
            next.start();
            assertThat(next.state().phase()).isIn(Phase.STARTING, Phase.RUNNING);
        }
    }

    @Test
    void aPublisherRefusesToWriteBesideTheHandlersOutputs() throws Exception {
        Topic<String, String> topic = Topic.of("beside", String.class, String.class);
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        BlockingQueue<Publisher<String, String>> publishers = new LinkedBlockingQueue<>();
        try (Holdfast app = builder("beside", topic)
                .handle(
                        topic,
                        handler -> handler.run((value, delivery) -> {
                            try {
                                publishers
                                        .take()
                                        .publish("k", "again")
                                        .toCompletableFuture()
                                        .join();
                                answers.add("published");
                            } catch (IllegalStateException e) {
                                answers.add(String.valueOf(e.getMessage()));
                            }
                            return Outcome.done();
                        }))
                .build()) {
            app.start();
            Publisher<String, String> publisher = app.publisher(topic);
            publishers.add(publisher);
            publisher.publish("k", "first").toCompletableFuture().get(30, TimeUnit.SECONDS);

            assertThat(answers.poll(30, TimeUnit.SECONDS)).contains("Emitter");
        }
    }

    @Test
    void aHandlerThatTakesTooLongIsInterruptedAndTriedAgain() throws Exception {
        Topic<String, String> topic = Topic.of("slow", String.class, String.class);
        BlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();
        BlockingQueue<String> never = new LinkedBlockingQueue<>();
        try (Holdfast app = builder("slow", topic)
                .handle(topic, handler -> handler.timeout(Duration.ofMillis(200))
                        .run((value, delivery) -> {
                            attempts.add(delivery.attempt());
                            if (delivery.attempt() == 1) {
                                never.take();
                            }
                            return Outcome.done();
                        }))
                .build()) {
            app.start();
            app.publisher(topic).publish("k", "v").toCompletableFuture().get(30, TimeUnit.SECONDS);

            assertThat(attempts.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(attempts.poll(30, TimeUnit.SECONDS)).isEqualTo(2);
        }
    }

    private HoldfastBuilder builder(String id, Topic<?, ?> topic) {
        if (cluster == null) {
            throw new IllegalStateException("the cluster has not been started");
        }
        return Holdfast.builder()
                .applicationId(id)
                .bootstrapServers(cluster.bootstrapServers())
                .topic(TopicSpec.of(topic).partitions(2));
    }
}
