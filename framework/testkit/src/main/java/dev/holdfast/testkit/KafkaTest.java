package dev.holdfast.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a Kafka cluster in this JVM. Constructors and methods may have parameters of the types
 * {@link dev.holdfast.embedded.KafkaCluster} and {@link TestTopics}; a test has topics of its own, whose clients are
 * closed when it ends.
 *
 * <pre>{@code
 * @KafkaTest
 * class BillingIT {
 *     @Test
 *     void everyOrderHasItsInvoice(KafkaCluster cluster, TestTopics topics) { … }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(KafkaTestExtension.class)
public @interface KafkaTest {
    /**
     * How many brokers the cluster has.
     *
     * @return at least 1
     */
    int brokers() default 1;

    /**
     * Whether all classes that ask for as many brokers share one cluster, which ends with the last test of all. Tests
     * that stop brokers should not.
     *
     * @return false for a cluster that starts and ends with the class
     */
    boolean shared() default true;
}
