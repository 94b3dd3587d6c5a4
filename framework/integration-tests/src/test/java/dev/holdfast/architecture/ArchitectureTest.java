package dev.holdfast.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    private static final String OURS = "dev.holdfast..";

    @Test
    void theRulesSeeTheClasses() {
        assertThat(Modules.ALL).hasSizeGreaterThan(250);
        assertThat(Modules.ALL)
                .extracting(JavaClass::getPackageName)
                .contains("dev.holdfast", "dev.holdfast.json", "dev.holdfast.embedded", "dev.holdfast.testkit");
    }

    /** What the packages of core and the other modules may import of Holdfast, beside themselves. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            textBlock =
                    """
                    dev.holdfast: -
                    dev.holdfast.annotation: dev.holdfast
                    dev.holdfast.codec: dev.holdfast
                    dev.holdfast.spi: dev.holdfast
                    dev.holdfast.state: dev.holdfast
                    dev.holdfast.internal.problem: dev.holdfast
                    dev.holdfast.internal.offset: -
                    dev.holdfast.internal.transaction: -
                    dev.holdfast.internal.invoke: dev.holdfast dev.holdfast.annotation dev.holdfast.codec dev.holdfast.spi dev.holdfast.internal.problem
                    dev.holdfast.internal.definition: dev.holdfast dev.holdfast.annotation dev.holdfast.codec dev.holdfast.spi dev.holdfast.internal.problem dev.holdfast.internal.invoke
                    dev.holdfast.internal.publish: dev.holdfast dev.holdfast.annotation dev.holdfast.codec dev.holdfast.internal.problem dev.holdfast.internal.invoke dev.holdfast.internal.definition dev.holdfast.internal.transaction
                    dev.holdfast.internal.topic: dev.holdfast dev.holdfast.spi dev.holdfast.state dev.holdfast.internal.problem dev.holdfast.internal.definition
                    dev.holdfast.internal.dispatch: dev.holdfast dev.holdfast.spi dev.holdfast.state dev.holdfast.internal.offset dev.holdfast.internal.invoke dev.holdfast.internal.definition
                    dev.holdfast.internal.commit: dev.holdfast.spi dev.holdfast.internal.offset dev.holdfast.internal.transaction dev.holdfast.internal.dispatch
                    dev.holdfast.internal.poll: dev.holdfast dev.holdfast.spi dev.holdfast.state dev.holdfast.internal.offset dev.holdfast.internal.dispatch dev.holdfast.internal.commit
                    dev.holdfast.internal.lifecycle: dev.holdfast dev.holdfast.spi dev.holdfast.state dev.holdfast.internal..
                    dev.holdfast.app: dev.holdfast..
                    dev.holdfast.json: dev.holdfast dev.holdfast.codec
                    dev.holdfast.retry: dev.holdfast dev.holdfast.spi dev.holdfast.retry.internal dev.holdfast.retry.internal.held
                    dev.holdfast.retry.internal: dev.holdfast dev.holdfast.spi
                    dev.holdfast.retry.internal.held: dev.holdfast dev.holdfast.spi dev.holdfast.retry.internal
                    dev.holdfast.deadletter: dev.holdfast dev.holdfast.codec dev.holdfast.retry.internal dev.holdfast.deadletter.internal
                    dev.holdfast.deadletter.internal: dev.holdfast
                    dev.holdfast.micrometer: dev.holdfast.app dev.holdfast.spi dev.holdfast.state
                    dev.holdfast.embedded: -
                    dev.holdfast.embeddedregistry: -
                    dev.holdfast.schemaregistry: -
                    dev.holdfast.avroserde: dev.holdfast.schemaregistry
                    dev.holdfast.avro: dev.holdfast dev.holdfast.codec dev.holdfast.avroserde dev.holdfast.schemaregistry
                    dev.holdfast.testkit: dev.holdfast dev.holdfast.annotation dev.holdfast.app dev.holdfast.codec dev.holdfast.spi dev.holdfast.embedded dev.holdfast.internal..
                    """)
    void importsOnlyWhatItMay(String from, String to) {
        String[] allowed = (from + " " + to).replace(" -", "").split(" ", -1);

        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAnyPackage(allowed))))
                .check(Modules.ALL);
    }

    /** So that a new package gets its arrows, too. */
    @Test
    void everyPackageHasItsArrows() throws Exception {
        List<String> known = getClass()
                .getDeclaredMethod("importsOnlyWhatItMay", String.class, String.class)
                .getAnnotation(CsvSource.class)
                .textBlock()
                .lines()
                .map(line -> line.substring(0, line.indexOf(':')).strip())
                .toList();

        assertThat(Modules.ALL).extracting(JavaClass::getPackageName).isSubsetOf(known);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.holdfast.(**)").should().beFreeOfCycles().check(Modules.ALL);
    }

    @Test
    void coreNeedsKafkaClientsSlf4jAndJSpecifyOnly() {
        noClasses()
                .that(resideOutsideOfPackage("dev.holdfast.json.."))
                .and(resideOutsideOfPackage("dev.holdfast.embedded.."))
                .and(resideOutsideOfPackage("dev.holdfast.embeddedregistry.."))
                .and(resideOutsideOfPackage("dev.holdfast.schemaregistry.."))
                .and(resideOutsideOfPackage("dev.holdfast.avroserde.."))
                .and(resideOutsideOfPackage("dev.holdfast.avro.."))
                .and(resideOutsideOfPackage("dev.holdfast.micrometer.."))
                .and(resideOutsideOfPackage("dev.holdfast.testkit.."))
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "",
                        "java..",
                        "javax.management..",
                        "dev.holdfast..",
                        "org.apache.kafka..",
                        "org.slf4j..",
                        "org.jspecify.annotations..")))
                .check(Modules.ALL);
    }

    @Test
    void noPublicSignatureNamesAnInternalType() {
        List<String> leaks = Modules.ALL.stream()
                .filter(Modules::isPublic)
                .flatMap(type -> Stream.concat(
                        type.getCodeUnits().stream()
                                .filter(unit -> Modules.isOpen(unit.getModifiers()))
                                .filter(unit -> Modules.named(unit).stream().anyMatch(Modules::isInternal))
                                .map(unit -> unit.getFullName()),
                        type.getFields().stream()
                                .filter(field -> Modules.isOpen(field.getModifiers()))
                                .filter(field -> field.getType().getAllInvolvedRawTypes().stream()
                                        .anyMatch(Modules::isInternal))
                                .map(field -> field.getFullName())))
                .toList();

        assertThat(leaks).isEmpty();
    }

    @Test
    void noPublicTypeExtendsAnInternalOne() {
        List<String> leaks = Modules.ALL.stream()
                .filter(Modules::isPublic)
                .filter(type -> Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                        .flatMap(parent -> parent.getAllInvolvedRawTypes().stream())
                        .anyMatch(Modules::isInternal))
                .map(JavaClass::getName)
                .toList();

        assertThat(leaks).isEmpty();
    }

    /** Users get objects from named methods, except for values, exceptions, what they extend, and what has no state. */
    @Test
    void publicClassesAreMadeByNamedMethods() {
        List<String> open = Modules.ALL.stream()
                .filter(Modules::isPublic)
                .filter(type -> !type.isRecord() && !type.isAssignableTo(Throwable.class))
                .flatMap(type -> type.getConstructors().stream())
                .filter(constructor -> Modules.isOpen(constructor.getModifiers()))
                .map(constructor -> constructor.getFullName())
                .toList();

        assertThat(open)
                .containsExactlyInAnyOrder(
                        "dev.holdfast.TypeRef.<init>()",
                        "dev.holdfast.avroserde.AvroDeserializer.<init>()",
                        "dev.holdfast.avroserde.AvroSerde.<init>()",
                        "dev.holdfast.avroserde.AvroSerializer.<init>()",
                        "dev.holdfast.testkit.BytesUnchanged.<init>()",
                        "dev.holdfast.testkit.CodecContract.<init>()",
                        "dev.holdfast.testkit.DeliveryHistory.<init>()",
                        "dev.holdfast.testkit.ManualClock.<init>()",
                        "dev.holdfast.testkit.ManualClock.<init>(java.time.Instant)",
                        "dev.holdfast.testkit.NoDuplicateOutput.<init>()");
    }

    @Test
    void publicClassesAreFinalUnlessTheyAreMeantToBeExtended() {
        List<String> open = Modules.ALL.stream()
                .filter(Modules::isPublic)
                .filter(type -> !type.isInterface() && !type.isEnum() && !type.isRecord())
                .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL))
                .map(JavaClass::getName)
                .toList();

        assertThat(open)
                .containsExactlyInAnyOrder(
                        "dev.holdfast.HoldfastException",
                        "dev.holdfast.TypeRef",
                        "dev.holdfast.schemaregistry.SchemaRegistryException",
                        "dev.holdfast.testkit.CodecContract");
    }

    @Test
    void everyPackageIsNullMarkedAndDescribed() {
        List<Path> packages =
                Sources.files().stream().map(Path::getParent).distinct().toList();

        assertThat(packages).hasSizeGreaterThan(15).allSatisfy(directory -> assertThat(
                        directory.resolve("package-info.java"))
                .exists());
        assertThat(Modules.ALL.stream().map(type -> type.getPackage()).distinct())
                .allSatisfy(aPackage -> assertThat(aPackage.isAnnotatedWith(NullMarked.class))
                        .as(aPackage.getName())
                        .isTrue());
    }

    @Test
    void nothingWritesToStandardStreamsOrSleeps() {
        // The JVM of a broker of its own has nobody else to tell why it ends, and a command prints what it found.
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(Modules.ALL
                .that(not(HasName.Predicates.name("dev.holdfast.embedded.BrokerProcess")))
                .that(not(HasName.Predicates.name("dev.holdfast.avro.CheckSchemas"))));
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(Modules.ALL);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should()
                .haveNameNotMatching(".*\\.\\w*(Util|Utils|Helper|Common|Manager|Impl)(\\$.*)?")
                .check(Modules.ALL);
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..")
                .check(Modules.ALL);
    }

    @Test
    void noStaticFieldChanges() {
        List<String> mutable = Modules.ALL.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                .map(field -> field.getFullName())
                .toList();

        assertThat(mutable).isEmpty();
    }

    @Test
    void filesAreShort() {
        List<Path> files = Sources.files();
        List<Long> lines = files.stream().map(Sources::lines).sorted().toList();

        assertThat(files).hasSizeGreaterThan(150).allSatisfy(file -> assertThat(Sources.lines(file))
                .as(file.toString())
                .isLessThanOrEqualTo(400));
        assertThat(lines.get(lines.size() / 2)).as("the median").isLessThanOrEqualTo(110);
        assertThat(files).allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("@SuppressWarnings"));
    }
}
