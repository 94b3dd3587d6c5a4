package dev.holdfast.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The classes of all modules, read once. */
final class Modules {
    static final JavaClasses ALL = new ClassFileImporter().importPaths(Sources.classes());

    private Modules() {}

    /** The classes of some packages. */
    static JavaClasses of(String... packages) {
        return ALL.that(JavaClass.Predicates.resideInAnyPackage(packages));
    }

    /** Whether users may name the class. */
    static boolean isPublic(JavaClass type) {
        JavaClass at = type;
        while (at.getEnclosingClass().isPresent()) {
            if (!isOpen(at.getModifiers())) {
                return false;
            }
            at = at.getEnclosingClass().get();
        }
        return isOpen(at.getModifiers()) && !isInternal(at);
    }

    /** Whether a member may be used or overridden from outside, if its class may. */
    static boolean isOpen(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    static boolean isInternal(JavaClass type) {
        return (type.getPackageName() + ".").contains(".internal.");
    }

    /** Everything that a signature names, type arguments and bounds included. */
    static Set<JavaClass> named(JavaCodeUnit unit) {
        Set<JavaClass> named = new LinkedHashSet<>();
        Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
                .map(JavaType::getAllInvolvedRawTypes)
                .forEach(named::addAll);
        unit.getTypeParameters().forEach(parameter -> named.addAll(parameter.getAllInvolvedRawTypes()));
        unit.getThrowsClause().getTypes().forEach(named::add);
        return named;
    }
}
