package dev.holdfast.connect.avro;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Puts together the mapping between a Connect schema and the Avro schema that stands for it. */
final class Mappings {
    private final boolean withoutDefaults;

    Mappings(boolean withoutDefaults) {
        this.withoutDefaults = withoutDefaults;
    }

    Mapping between(Schema connect, org.apache.avro.Schema avro) {
        return between(connect, avro, FieldPath.WHOLE);
    }

    private Mapping between(Schema connect, org.apache.avro.Schema avro, FieldPath at) {
        if (avro.isUnion()) {
            return Names.UNION.equals(connect.name()) ? union(connect, avro, at) : optional(connect, avro, at);
        }
        return switch (connect.type()) {
            case ARRAY -> new ListMapping(between(connect.valueSchema(), avro.getElementType(), at.items()), at);
            case MAP ->
                avro.getType() == org.apache.avro.Schema.Type.MAP
                        ? new TextMapMapping(between(connect.valueSchema(), avro.getValueType(), at.values()), at)
                        : entries(connect, avro.getElementType(), at);
            case STRUCT -> struct(connect, avro, at);
            default -> Scalars.of(connect, avro, at);
        };
    }

    private Mapping entries(Schema connect, org.apache.avro.Schema entry, FieldPath at) {
        return new EntriesMapping(
                entry,
                between(connect.keySchema(), entry.getField(Names.KEY).schema(), at.keys()),
                between(connect.valueSchema(), entry.getField(Names.VALUE).schema(), at.values()),
                at);
    }

    private Mapping struct(Schema connect, org.apache.avro.Schema avro, FieldPath at) {
        List<Mapping> fields = new ArrayList<>();
        for (Field field : connect.fields()) {
            fields.add(
                    between(field.schema(), avro.getFields().get(field.index()).schema(), at.field(field.name())));
        }
        return new StructMapping(connect, avro, List.copyOf(fields), withoutDefaults, at);
    }

    private Mapping union(Schema connect, org.apache.avro.Schema avro, FieldPath at) {
        List<Mapping> branches = new ArrayList<>();
        int nullAt = -1;
        for (org.apache.avro.Schema branch : avro.getTypes()) {
            if (branch.getType() == org.apache.avro.Schema.Type.NULL) {
                nullAt = avro.getTypes().indexOf(branch);
            } else {
                Field field = connect.fields().get(branches.size());
                branches.add(between(field.schema(), branch, at.field(field.name())));
            }
        }
        return new UnionMapping(connect, avro, List.copyOf(branches), nullAt, at);
    }

    private Mapping optional(Schema connect, org.apache.avro.Schema avro, FieldPath at) {
        org.apache.avro.Schema present = avro.getTypes().stream()
                .filter(branch -> branch.getType() != org.apache.avro.Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
        return new OptionalMapping(between(connect, present, at));
    }
}
