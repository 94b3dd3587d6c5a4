package dev.holdfast.internal.definition;

import dev.holdfast.internal.invoke.InvokeContext;
import dev.holdfast.internal.invoke.InvokerPlan;
import dev.holdfast.internal.problem.Problems;
import java.util.Optional;

/** Plans how a handler is called, once its id, group and topics are known. */
@FunctionalInterface
public interface CallPlanner {
    /**
     * Plans the call.
     *
     * @param context the handler and what it needs
     * @param problems takes what is wrong with it
     * @return the plan; empty if there were problems
     */
    Optional<InvokerPlan> plan(InvokeContext context, Problems problems);
}
