package dev.tandem.common.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/// The rules of the house: imports run one way only, packages are named for what they do, and each says what may be
/// null. A module's `ArchitectureTest` calls them with its own order.
public final class HouseRules {

    private static final Set<String> SAYS_NOTHING = Set.of("util", "utils", "core", "model", "dto", "config", "impl");

    private static final Set<String> CLOCKS =
            Set.of(
                    "java.lang.System",
                    "java.time.Instant",
                    "java.time.InstantSource",
                    "java.time.Clock",
                    "java.time.OffsetDateTime",
                    "java.time.ZonedDateTime",
                    "java.time.LocalDateTime");

    private static final Set<String> TELLING =
            Set.of("currentTimeMillis", "now", "instant", "millis", "system", "systemUTC", "systemDefaultZone");

    private final String root;
    private final JavaClasses classes;

    private HouseRules(String root, JavaClasses classes) {
        this.root = root;
        this.classes = classes;
    }

    /// The rules for the main classes below a package, such as `dev.tandem.audit`.
    public static HouseRules of(String root) {
        // Our rules look at no class but ours; all that ours refer to would be read too, which takes ten times as long.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        var classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                        .importPackages(root);
        if (classes.isEmpty()) {
            throw new AssertionError("There are no classes below " + root + ", so nothing would be checked.");
        }
        return new HouseRules(root, classes);
    }

    /// Checks everything.
    ///
    /// @param floors the packages from the top of the house to its ground; a package may import from the floors below
    ///   its own, and neighbours on one floor don't import each other
    public void check(List<Set<String>> floors) {
        everyPackageHasAFloor(floors);
        importsRunDown(floors);
        slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true).check(classes);
        packagesSayWhatTheyAre();
    }

    /// What decides by the database's time must not look at a clock of its own, which may be wrong and may jump.
    ///
    /// @param packages by their names below the root
    public void readNoClock(Set<String> packages) {
        noClasses()
                .that(residesInAny(packages.stream().map(this::below).toList()))
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe(
                                "it tells the time of day",
                                call ->
                                        CLOCKS.contains(call.getTargetOwner().getName())
                                                && TELLING.contains(call.getName())))
                .check(classes);
    }

    private void everyPackageHasAFloor(List<Set<String>> floors) {
        for (var type : classes) {
            var name = featureOf(type);
            if (!name.isEmpty() && floors.stream().noneMatch(floor -> floor.contains(name))) {
                throw new AssertionError("The package " + root + "." + name + " has no place in the import order.");
            }
        }
    }

    private void importsRunDown(List<Set<String>> floors) {
        var forbidden = new ArrayList<String>();
        for (var floor : floors) {
            for (var name : floor) {
                var above = new ArrayList<>(forbidden);
                floor.stream().filter(neighbour -> !neighbour.equals(name)).map(this::below).forEach(above::add);
                if (!above.isEmpty()) {
                    noClasses()
                            .that(resideInAPackage(below(name)))
                            .should()
                            .dependOnClassesThat(residesInAny(above))
                            .because("imports run one way: " + floors)
                            .allowEmptyShould(true)
                            .check(classes);
                }
            }
            floor.forEach(name -> forbidden.add(below(name)));
        }
    }

    private void packagesSayWhatTheyAre() {
        ArchRuleDefinition.classes()
                .should(
                        new ArchCondition<>("be in a package that is named for what it does") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                for (var part : type.getPackageName().split("\\.")) {
                                    if (SAYS_NOTHING.contains(part)) {
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        type, type.getName() + ": '" + part + "'"));
                                    }
                                }
                                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    type,
                                                    type.getPackageName() + " has no package-info with @NullMarked"));
                                }
                            }
                        })
                .check(classes);
    }

    private String featureOf(JavaClass type) {
        var name = type.getPackageName();
        if (name.equals(root)) {
            return "";
        }
        var rest = name.substring(root.length() + 1);
        var dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private String below(String name) {
        return root + "." + name + "..";
    }

    private static DescribedPredicate<JavaClass> residesInAny(List<String> packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new));
    }
}
