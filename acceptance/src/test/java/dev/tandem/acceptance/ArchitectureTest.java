package dev.tandem.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tandem.local.service.Services;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The edges of the architecture. A rule that matches nothing fails, as ArchUnit does unless told otherwise. */
final class ArchitectureTest {

    private static final String[] SERVICES = homes().map(home -> home + "..").toArray(String[]::new);

    private static final JavaClasses TANDEM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
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
    void services_are_made_of_features_without_cycles() {
        homes().forEach(home ->
                slices().matching(home + ".(*)..").should().beFreeOfCycles().check(TANDEM));
        slices().matching("dev.tandem.kit.(*)..").should().beFreeOfCycles().check(TANDEM);
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

    static Stream<String> homes() {
        return Services.COMPONENTS.stream().map(component -> component.home().getPackageName());
    }
}
