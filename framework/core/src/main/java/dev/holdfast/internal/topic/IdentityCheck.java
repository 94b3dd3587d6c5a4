package dev.holdfast.internal.topic;

import dev.holdfast.internal.problem.Problems;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds rights on groups and transactional ids that this client lacks, as far as it can be found out without using them:
 * who has no Describe has neither Read nor Write; Read shows for groups that exist; Write on a transactional id shows only
 * when its first transaction begins.
 *
 * <p>The questions are asked beside those about topics. A coordinator that does not answer soon keeps nobody from
 * starting.
 */
final class IdentityCheck {
    private static final Logger LOG = LoggerFactory.getLogger(IdentityCheck.class);
    private static final int TIMEOUT_MS = 5_000;
    private static final int GRACE_MS = 500;

    private final Map<String, KafkaFuture<ConsumerGroupDescription>> groups;
    private final Map<String, KafkaFuture<?>> transactions = new TreeMap<>();

    private IdentityCheck(Map<String, KafkaFuture<ConsumerGroupDescription>> groups) {
        this.groups = new TreeMap<>(groups);
    }

    /** Asks, and does not wait for the answers. */
    static IdentityCheck ask(AdminCalls calls, Set<String> groups, Collection<String> transactionalIds) {
        DescribeConsumerGroupsOptions describe = new DescribeConsumerGroupsOptions()
                .includeAuthorizedOperations(true)
                .timeoutMs(TIMEOUT_MS);
        IdentityCheck check = new IdentityCheck(
                groups.isEmpty()
                        ? new HashMap<>()
                        : calls.admin().describeConsumerGroups(groups, describe).describedGroups());
        if (!transactionalIds.isEmpty()) {
            DescribeTransactionsResult result = calls.admin()
                    .describeTransactions(transactionalIds, new DescribeTransactionsOptions().timeoutMs(TIMEOUT_MS));
            transactionalIds.forEach(id -> check.transactions.put(id, result.description(id)));
        }
        return check;
    }

    void report(Problems problems) {
        groups.forEach((group, answer) -> group(group, answer, problems));
        transactions.forEach((id, answer) -> transactionalId(id, answer, problems));
    }

    private static void group(String group, KafkaFuture<ConsumerGroupDescription> answer, Problems problems) {
        try {
            Set<AclOperation> allowed = await(answer).authorizedOperations();
            if (allowed != null && !allowed.isEmpty() && !allowed.contains(AclOperation.READ)) {
                problems.add("Group '" + group + "': this client lacks the right Read.", "group " + group);
            }
        } catch (GroupAuthorizationException e) {
            problems.add("Group '" + group + "': this client lacks the rights Describe and Read.", "group " + group);
        } catch (KafkaException e) {
            LOG.debug("group {} says nothing of rights: {}", group, e.toString());
        }
    }

    private static void transactionalId(String id, KafkaFuture<?> answer, Problems problems) {
        try {
            await(answer);
        } catch (TransactionalIdAuthorizationException e) {
            problems.add(
                    "Transactional id '" + id + "': this client lacks the rights Describe and Write.",
                    "guarantee EXACTLY_ONCE");
        } catch (KafkaException e) {
            LOG.debug("transactional id {} says nothing of rights: {}", id, e.toString());
        }
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(TIMEOUT_MS + GRACE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
