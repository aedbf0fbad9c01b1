package io.github.distributedsupervisor.boot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "io.github.distributedsupervisor";

    private static final JavaClasses STARTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT + ".boot");

    @Test
    void usesOnlyThePublicTypesOfCore() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".internal..")
                .check(STARTER);
    }

    @Test
    void keepsTheConfigurationToItself() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".boot.autoconfigure")
                .and()
                .areTopLevelClasses()
                .should()
                .notBePublic()
                .check(STARTER);
    }

    @Test
    void onlyTheEndpointNeedsTheActuator() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".boot.actuate")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.boot.actuate..")
                .check(STARTER);
    }
}
