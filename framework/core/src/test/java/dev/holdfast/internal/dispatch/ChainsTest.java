package dev.holdfast.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainsTest {
    @Test
    void aKeyWaitsBehindItsOwnUnfinishedTaskOnlyThroughAnyRebuild() {
        TestDispatcher dispatcher = TestDispatcher.idle();
        Lane[] lanes = {dispatcher.lane(0, 0), dispatcher.lane(1, 0)};
        Chains[] chains = {new Chains.ByKey(), new Chains.ByKey()};
        Task[][] open = new Task[2][20_000];
        Random random = new Random(1);
        for (int offset = 0; offset < 300_000; offset++) {
            int key = random.nextInt(20_000);
            int partition = random.nextInt(2);
            byte[] bytes = ByteBuffer.allocate(4).putInt(key).array();
            Task task =
                    chains[partition].append(TestDispatcher.record(partition, offset, bytes, null), lanes[partition]);
            Task before = open[partition][key];
            if (before == null) {
                assertThat(task).isNotNull();
                open[partition][key] = task;
            } else {
                assertThat(task).isNull();
                Task successor = Objects.requireNonNull(before.release(), "the task behind the open one");
                assertThat(successor.offsetToMark()).isEqualTo(offset);
                open[partition][key] = random.nextInt(3) == 0 || successor.release() != null ? successor : null;
            }
        }
    }

    @Test
    void finishedTailsAreLetGoAfterSomeMegabytes() {
        TestDispatcher dispatcher = TestDispatcher.idle();
        Lane lane = dispatcher.lane(0, 0);
        Chains chains = new Chains.ByKey();
        List<WeakReference<Task>> tails = new ArrayList<>();
        for (int offset = 0; offset < 40; offset++) {
            Task task = chains.append(
                    TestDispatcher.record(0, offset, new byte[] {(byte) offset}, new byte[1024 * 1024]), lane);
            if (task != null) {
                tails.add(new WeakReference<>(task));
                task.release();
            }
        }
        await().untilAsserted(() -> {
            System.gc();
            assertThat(tails.stream().filter(tail -> tail.get() != null).count())
                    .isLessThan(12);
        });
        assertThat(chains).isNotNull();
    }
}
