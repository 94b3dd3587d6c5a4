package dev.holdfast.connect.avro;

/** What the two kinds of schemas call the same things; the names are Confluent's, and so is the data that has them. */
final class Names {
    static final String NAMESPACE = "io.confluent.connect.avro";
    static final String UNION = NAMESPACE + ".Union";
    static final String MAP_ENTRY = "MapEntry";
    static final String KEY = "key";
    static final String VALUE = "value";
    /** Of structs without a name; further ones in the same schema have a number behind it. */
    static final String ANONYMOUS = "ConnectDefault";

    // Properties of Avro's schemas.
    static final String DOC = "connect.doc";
    static final String VERSION = "connect.version";
    static final String PARAMETERS = "connect.parameters";
    static final String DEFAULT = "connect.default";
    static final String NAME = "connect.name";
    static final String TYPE = "connect.type";
    static final String INTERNAL_TYPE = "connect.internal.type";
    /** What begins so is copied between properties and parameters. */
    static final String COPIED = "avro";

    // Parameters of Connect's schemas.
    static final String PRECISION = "connect.decimal.precision";
    static final String FIXED_SIZE = "connect.fixed.size";
    static final String ENUM = NAMESPACE + ".Enum";
    static final String ENUM_SYMBOL = ENUM + ".";
    static final String ENUM_DOC = NAMESPACE + ".enum.doc.";
    static final String ENUM_DEFAULT = NAMESPACE + ".enum.default.";
    static final String RECORD_DOC = NAMESPACE + ".record.doc";
    static final String FIELD_DOC = NAMESPACE + ".field.doc.";
    static final String FIELD_DEFAULT = NAMESPACE + ".field.default";

    private Names() {}

    /** Whether a record's full name stands for a struct without one. */
    static boolean isAnonymous(String fullName) {
        String prefix = NAMESPACE + "." + ANONYMOUS;
        return fullName.startsWith(prefix)
                && fullName.substring(prefix.length()).chars().allMatch(Character::isDigit);
    }

    static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
