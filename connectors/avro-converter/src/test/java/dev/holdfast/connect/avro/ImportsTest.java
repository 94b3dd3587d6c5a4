package dev.holdfast.connect.avro;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ImportsTest {
    @Test
    void itNeedsTheSerdeAndConnectsApiAndNeverTheFramework() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.holdfast.connect.avro",
                        "dev.holdfast.avroserde",
                        "dev.holdfast.schemaregistry",
                        "org.apache.kafka.connect.data",
                        "org.apache.kafka.connect.errors",
                        "org.apache.kafka.connect.storage",
                        "org.apache.kafka.common..",
                        "org.apache.avro..",
                        "com.github.benmanes.caffeine.cache",
                        "org.jspecify.annotations")
                .check(new ClassFileImporter().importPaths(Path.of("target", "classes")));
    }
}
