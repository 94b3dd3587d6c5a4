package dev.holdfast.connect.contract;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Leaves scenarios out that {@link InEveryBuild} does not name, unless all are wanted. */
final class Selection implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Boolean.getBoolean("holdfast.contract.all")) {
            return ConditionEvaluationResult.enabled("all scenarios are wanted");
        }
        List<String> selected = selected(context.getRequiredTestClass());
        boolean wanted = context.getTestMethod()
                .map(method -> selected.contains(method.getName()))
                .orElse(!selected.isEmpty());
        return wanted
                ? ConditionEvaluationResult.enabled("runs in every build")
                : ConditionEvaluationResult.disabled("-Pconnectors runs it");
    }

    private static List<String> selected(Class<?> tests) {
        List<String> selected =
                Arrays.asList(tests.getAnnotation(InEveryBuild.class).value());
        List<String> known =
                AnnotationSupport.findAnnotatedMethods(tests, Test.class, HierarchyTraversalMode.TOP_DOWN).stream()
                        .map(method -> method.getName())
                        .toList();
        if (!known.containsAll(selected)) {
            throw new ExtensionConfigurationException(tests.getSimpleName() + " selects " + selected
                    + ", not all of which are scenarios; there are " + known);
        }
        return selected;
    }
}
