package dev.holdfast.connect.contract;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves classes of tests out when {@code -DskipServers} is given. */
final class SkipServers implements ExecutionCondition {
    private static final Logger LOG = LoggerFactory.getLogger(SkipServers.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String skip = System.getProperty("skipServers");
        if (skip == null || skip.equals("false") || context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("servers are wanted");
        }
        List<?> tests = AnnotationSupport.findAnnotatedMethods(
                context.getRequiredTestClass(), Test.class, HierarchyTraversalMode.TOP_DOWN);
        String left =
                tests.size() + " tests of " + context.getRequiredTestClass().getSimpleName() + " left out";
        LOG.info("{}: -DskipServers", left);
        return ConditionEvaluationResult.disabled(left);
    }
}
