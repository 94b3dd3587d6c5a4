package dev.holdfast.avro;

import dev.holdfast.avroserde.AvroDataException;
import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import dev.holdfast.schemaregistry.SchemaRegistryException;
import dev.holdfast.schemaregistry.SchemaText;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/**
 * Checks a project's schemas against a registry, for builds: the main class of a command that ends with 0 if all is well, 1
 * with the reasons if a schema does not fit or the registry can't tell, and 2 if the command is wrong.
 *
 * <pre>
 * java -cp … dev.holdfast.avro.CheckSchemas --registry http://registry:8081 src/main/avro \
 *     payments-value=com.example.Payment reads:orders-value=src/main/avro/order.avsc
 * </pre>
 *
 * <p>{@code subject=schema} asks whether the schema may be the subject's next version, {@code reads:subject=schema} whether it
 * can read every version that there is. The schema is a file ({@code .avsc}) or a class, generated or plain. A directory stands
 * for the files in it, each named by its subject. {@code --config file} reads Confluent's keys, credentials for example, from a
 * properties file.
 */
public final class CheckSchemas {
    private static final int FINE = 0;
    private static final int UNFIT = 1;
    private static final int MISUSED = 2;

    private CheckSchemas() {}

    /**
     * Runs the command and ends this JVM.
     *
     * @param arguments as described above
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    /** Runs the command; answers with its exit code. */
    static int run(String[] arguments, PrintStream out) {
        try {
            CheckArguments read = CheckArguments.of(List.of(arguments));
            return check(read.config(), read.checks(), out);
        } catch (IllegalArgumentException | ConfigException | IOException e) {
            out.println(e.getMessage());
            out.println(CheckArguments.USAGE);
            return MISUSED;
        }
    }

    private static int check(Map<String, String> config, List<CheckArguments.Check> checks, PrintStream out) {
        boolean fine = true;
        try (SchemaLookup lookup = SchemaLookup.waiting(SchemaRegistryClient.of(config))) {
            SubjectCheck subjects = new SubjectCheck(lookup, SchemaCheck.VERIFY);
            for (CheckArguments.Check check : checks) {
                List<String> problems = problems(check, subjects);
                fine &= problems.isEmpty();
                out.println((problems.isEmpty() ? "ok      " : "REFUSED ") + check);
                problems.forEach(problem -> out.println("        " + problem));
            }
        }
        return fine ? FINE : UNFIT;
    }

    private static List<String> problems(CheckArguments.Check check, SubjectCheck subjects) {
        Schema schema = check.schema();
        try {
            return check.reads()
                    ? subjects.reading(check.subject(), schema)
                    : subjects.refusals(check.subject(), schema, SchemaText.avro(schema.toString()));
        } catch (SchemaRegistryException | AvroDataException e) {
            return List.of("can't be checked: " + e.getMessage());
        }
    }
}
