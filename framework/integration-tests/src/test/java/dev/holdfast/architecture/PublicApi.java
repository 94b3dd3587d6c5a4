package dev.holdfast.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users may call or implement, as text that does not change unless that does. */
final class PublicApi {
    private PublicApi() {}

    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        Modules.ALL.stream()
                .filter(Modules::isPublic)
                .map(JavaClass::reflect)
                .sorted((one, other) -> one.getName().compareTo(other.getName()))
                .forEach(type -> describe(type, lines));
        return lines;
    }

    private static void describe(Class<?> type, List<String> lines) {
        lines.add(kind(type) + " " + type.getName() + typeParameters(type) + parents(type));
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (isOpen(field.getModifiers()) && !field.isSynthetic()) {
                members.add(field.isEnumConstant() ? field.getName() : plain(field.toGenericString(), type));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isOpen(constructor.getModifiers()) && !constructor.isSynthetic()) {
                members.add(plain(constructor.toGenericString(), type));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isOpen(method.getModifiers()) && !method.isSynthetic() && !isImplied(type, method)) {
                Object value = method.getDefaultValue();
                members.add(plain(method.toGenericString(), type) + (value == null ? "" : " default " + text(value)));
            }
        }
        members.sort(null);
        members.forEach(member -> lines.add("    " + member));
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** What every object, enum or record has anyway. */
    private static boolean isImplied(Class<?> type, Method method) {
        String name = method.getName();
        if (type.isEnum() && (name.equals("values") || name.equals("valueOf"))) {
            return true;
        }
        if (name.equals("equals")) {
            return method.getParameterCount() == 1;
        }
        return method.getParameterCount() == 0 && (name.equals("toString") || name.equals("hashCode"));
    }

    private static String kind(Class<?> type) {
        String kind = type.isAnnotation()
                ? "annotation"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        String openness = type.isSealed()
                ? "sealed "
                : Modifier.isFinal(type.getModifiers()) && kind.equals("class")
                        ? "final "
                        : Modifier.isAbstract(type.getModifiers()) && kind.equals("class") ? "abstract " : "";
        return openness + kind;
    }

    private static String typeParameters(Class<?> type) {
        String parameters = Stream.of(type.getTypeParameters())
                .map(parameter -> parameter.getName() + bounds(parameter.getBounds()))
                .collect(Collectors.joining(", "));
        return parameters.isEmpty() ? "" : "<" + parameters + ">";
    }

    private static String bounds(Type[] bounds) {
        return bounds.length == 1 && bounds[0] == Object.class
                ? ""
                : " extends " + Arrays.stream(bounds).map(Type::getTypeName).collect(Collectors.joining(" & "));
    }

    private static String parents(Class<?> type) {
        List<String> parents = new ArrayList<>();
        if (type.getGenericSuperclass() != null
                && type.getSuperclass() != Object.class
                && !type.isEnum()
                && !type.isRecord()) {
            parents.add(type.getGenericSuperclass().getTypeName());
        }
        if (!type.isAnnotation()) {
            Arrays.stream(type.getGenericInterfaces()).map(Type::getTypeName).forEach(parents::add);
        }
        return parents.isEmpty() ? "" : " : " + String.join(", ", parents);
    }

    private static String text(Object value) {
        return value instanceof Object[] array ? Arrays.toString(array) : "'" + value + "'";
    }

    /** Without the words that all have, and without the class's own name, which stands above. */
    private static String plain(String signature, Class<?> type) {
        return signature
                .replaceAll("\\b(public|final|abstract|default) ", "")
                .replace(type.getName() + ".", "")
                .replace(type.getName() + "(", "new(")
                .replaceAll("\\bjava\\.(lang|util|time)\\.(?=[A-Z])", "");
    }
}
