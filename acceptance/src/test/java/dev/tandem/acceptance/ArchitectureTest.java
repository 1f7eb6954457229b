package dev.tandem.acceptance;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tandem.kit.testing.PackageUses;
import dev.tandem.local.service.Services;
import dev.tandem.messaging.Envelope;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The edges of the architecture. A rule that matches nothing fails, as ArchUnit does unless told otherwise. */
final class ArchitectureTest {

    private static final String[] SERVICES = homes().map(home -> home + "..").toArray(String[]::new);

    private static final JavaClasses TANDEM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.tandem");

    @ParameterizedTest
    @MethodSource("homes")
    void no_service_sees_another(String home) {
        String own = home + "..";
        for (String other : SERVICES) {
            if (!other.equals(own)) {
                noClasses()
                        .that()
                        .resideInAPackage(own)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(other)
                        .check(TANDEM);
            }
        }
    }

    @Test
    void messaging_knows_nothing_of_projects() {
        classes()
                .that()
                .resideInAPackage("dev.tandem.messaging..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "dev.tandem.contracts..", "dev.tandem.kit..", "dev.tandem.runtime..", "dev.tandem.local..")
                .andShould()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(SERVICES)
                .check(TANDEM);
    }

    @Test
    void contracts_and_the_service_kit_stand_alone() {
        noClasses()
                .that()
                .resideInAPackage("dev.tandem.contracts..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tandem.messaging..", "dev.tandem.kit..", "io.vertx..")
                .check(TANDEM);
        noClasses()
                .that()
                .resideInAPackage("dev.tandem.kit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tandem.messaging..", "dev.tandem.contracts..", "dev.tandem.runtime..")
                .check(TANDEM);
    }

    @Test
    void the_runtime_knows_the_kits_and_no_service() {
        noClasses()
                .that()
                .resideInAPackage("dev.tandem.runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tandem.contracts..", "dev.tandem.local..")
                .check(TANDEM);
    }

    @Test
    void only_one_package_of_the_system_sees_the_amqp_client() {
        noClasses()
                .that()
                .resideInAPackage("dev.tandem..")
                .and()
                .resideOutsideOfPackages("dev.tandem.messaging.broker.amqp..", "dev.tandem.backends..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.rabbitmq..", "io.vertx.rabbitmq..")
                .check(TANDEM);
    }

    @Test
    void no_package_of_any_module_stands_in_a_cycle() {
        slices().assignedFrom(PackageUses.eachPackage())
                .should()
                .beFreeOfCycles()
                .check(TANDEM);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void each_package_uses_what_its_module_declares_and_nothing_else(String home) {
        new PackageUses(TANDEM, modules().toList()).check(home);
    }

    @Test
    void an_envelope_is_made_by_the_names_of_its_parts() {
        noClasses()
                .that()
                .areNotAssignableTo(Envelope.Builder.class)
                .should()
                .callConstructorWhere(target(owner(assignableTo(Envelope.class))))
                .check(TANDEM);
    }

    @Test
    void there_is_no_place_for_what_has_no_place() {
        noClasses()
                .that()
                .resideInAPackage("dev.tandem..")
                .should()
                .resideInAnyPackage("..util..", "..common..", "..impl..")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(TANDEM);
    }

    static Stream<String> modules() {
        return Stream.concat(
                Stream.of("contracts", "messaging", "kit", "runtime", "backends", "local")
                        .map("dev.tandem."::concat),
                homes());
    }

    static Stream<String> homes() {
        return Services.COMPONENTS.stream().map(component -> component.home().getPackageName());
    }
}
