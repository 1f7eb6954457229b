package dev.tandem.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tandem.kit.testing.PackageUses;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The edges inside this module. */
final class ArchitectureTest {

    private static final JavaClasses BENCH = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tandem.bench");

    @Test
    void the_generator_knows_nothing_of_what_it_measures() {
        noClasses()
                .that()
                .resideInAPackage("dev.tandem.bench.load..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tandem.local..",
                        "dev.tandem.backends..",
                        "dev.tandem.bench.hybrid..",
                        "dev.tandem.bench.requestdriven..")
                .check(BENCH);
    }

    @Test
    void the_baseline_stands_on_nothing_of_tandem() {
        noClasses()
                .that()
                .resideInAPackage("dev.tandem.bench.requestdriven..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tandem.local..", "dev.tandem.kit..", "dev.tandem.messaging..")
                .check(BENCH);
    }

    @Test
    void no_package_stands_in_a_cycle() {
        slices().assignedFrom(PackageUses.eachPackage())
                .should()
                .beFreeOfCycles()
                .check(BENCH);
    }

    @Test
    void each_package_uses_what_the_module_declares_and_nothing_else() {
        new PackageUses(BENCH, List.of("dev.tandem.bench", "dev.tandem.local", "dev.tandem.backends"))
                .check("dev.tandem.bench");
    }
}
