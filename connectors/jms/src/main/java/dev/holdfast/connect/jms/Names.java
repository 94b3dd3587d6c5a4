package dev.holdfast.connect.jms;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/**
 * Names of properties, which JMS allows only the characters of Java's identifiers: {@code .} becomes {@code _DOT_} and
 * {@code -} becomes {@code _HYPHEN_}, as other bridges have it, and back.
 */
final class Names {
    private static final String DOT = "_DOT_";
    private static final String HYPHEN = "_HYPHEN_";

    private Names() {}

    static String toKafka(String property) {
        return property.replace(DOT, ".").replace(HYPHEN, "-");
    }

    static String toJms(String header) {
        return header.replace(".", DOT).replace("-", HYPHEN);
    }

    /** Whether JMS allows a property of that name and does not keep it to itself. */
    static boolean isAllowed(String property) {
        return !property.isEmpty()
                && Character.isJavaIdentifierStart(property.charAt(0))
                && property.chars().allMatch(Character::isJavaIdentifierPart)
                && (!property.startsWith("JMS") || property.equals("JMSXGroupID") || property.equals("JMSXGroupSeq"));
    }

    /** The API's enumerations have no type. */
    static List<String> list(Enumeration<?> names) {
        List<String> list = new ArrayList<>();
        while (names.hasMoreElements()) {
            list.add(names.nextElement().toString());
        }
        return list;
    }
}
