package dev.holdfast.avroserde;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Why a reader's schema can't read what another schema wrote, for people. */
final class SchemaDifferences {
    private SchemaDifferences() {}

    static List<String> between(Schema reader, Schema writer) {
        List<Incompatibility> found = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities();
        return found.stream().map(each -> text(each, reader)).distinct().toList();
    }

    private static String text(Incompatibility found, Schema reader) {
        String place = place(found.getLocation(), reader);
        return switch (found.getType()) {
            case READER_FIELD_MISSING_DEFAULT_VALUE ->
                "field '" + place + "' is missing in what was written, and has no default";
            case TYPE_MISMATCH -> "field '" + place + "' has another type: " + found.getMessage();
            case MISSING_ENUM_SYMBOLS -> "field '" + place + "' lacks the symbols " + found.getMessage();
            case MISSING_UNION_BRANCH -> "field '" + place + "' can't hold everything: " + found.getMessage();
            case NAME_MISMATCH -> "'" + place + "' has another name: " + found.getMessage();
            case FIXED_SIZE_MISMATCH -> "field '" + place + "' has another size: " + found.getMessage();
        };
    }

    /** Turns a path such as {@code /fields/2/type/items/fields/0} into the names of the fields on it. */
    private static String place(String path, Schema root) {
        List<String> names = new ArrayList<>();
        Schema at = root;
        String[] steps = path.split("/", -1);
        for (int i = 1; i < steps.length; i++) {
            at = switch (steps[i]) {
                case "fields" -> {
                    Schema.Field field = at.getFields().get(Integer.parseInt(steps[++i]));
                    names.add(field.name());
                    yield field.schema();
                }
                case "items" -> at.getElementType();
                case "values" -> at.getValueType();
                default ->
                    at.getType() == Schema.Type.UNION && steps[i].matches("\\d+")
                            ? at.getTypes().get(Integer.parseInt(steps[i]))
                            : at;
            };
        }
        return names.isEmpty() ? String.valueOf(root.getFullName()) : String.join(".", names);
    }
}
