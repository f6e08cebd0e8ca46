/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.flinkkvs.media.architecture;

import io.github.flinkkvs.media.source.config.Serializability;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.slf4j.Logger;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The floors of the house: each imports only downwards, and what is below Flink's runtime or above
 * AWS does not know of them. Nothing is frozen; an exception stands here with its reason.
 */
@AnalyzeClasses(
        packages = LayerRulesTest.ROOT,
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayerRulesTest {

    static final String ROOT = "io.github.flinkkvs.media";

    private static final String MODEL = ROOT + ".model..";
    private static final String CLIENT = ROOT + ".client..";
    private static final String MKV = ROOT + ".mkv..";
    private static final String CODEC = ROOT + ".codec..";
    private static final String FILE = ROOT + ".file..";
    private static final String SOURCE = ROOT + ".source..";
    private static final String TABLE = ROOT + ".table..";
    private static final String LINEAGE = ROOT + ".lineage..";
    private static final String FLINK = "org.apache.flink..";

    private static final Set<String> PUBLIC_ANNOTATIONS =
            Set.of(
                    "org.apache.flink.annotation.Public",
                    "org.apache.flink.annotation.PublicEvolving",
                    "org.apache.flink.annotation.Experimental");

    @ArchTest
    final ArchRule mkvKnowsBytesAndTheModel =
            classes()
                    .that()
                    .resideInAPackage(MKV)
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage("java..", MKV, MODEL));

    @ArchTest
    final ArchRule theModelKnowsNoOtherFloor =
            noClasses()
                    .that()
                    .resideInAPackage(MODEL)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(CLIENT, MKV, CODEC, FILE, SOURCE, TABLE, LINEAGE));

    /** They are for users' functions, and for modules that build on them. */
    @ArchTest
    final ArchRule helpersKnowTheModelAlone =
            classes()
                    .that()
                    .resideInAnyPackage(CODEC, FILE)
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    "java..",
                                    "javax.sound.sampled..",
                                    "org.apache.flink.annotation..",
                                    CODEC,
                                    FILE,
                                    MODEL));

    @ArchTest
    final ArchRule nothingInTheConnectorNeedsTheHelpers =
            noClasses()
                    .that()
                    .resideInAnyPackage(CLIENT, MKV, SOURCE, LINEAGE)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(CODEC, FILE));

    @ArchTest
    final ArchRule theClientKnowsAwsAndNotFlinksRuntime =
            classes()
                    .that()
                    .resideInAPackage(CLIENT)
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    "java..",
                                    "javax.annotation..",
                                    "software.amazon..",
                                    "org.reactivestreams..",
                                    "io.netty..",
                                    "org.apache.flink.annotation..",
                                    CLIENT,
                                    MODEL));

    @ArchTest
    final ArchRule onlyTheClientKnowsAws =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(CLIENT)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "software.amazon..", "org.reactivestreams..", "io.netty.."));

    @ArchTest
    final ArchRule theSourceKnowsNothingAboveIt =
            noClasses()
                    .that()
                    .resideInAPackage(SOURCE)
                    .should()
                    .dependOnClassesThat(resideInAPackage(TABLE));

    /** Every package, the one of the front door too, which a pattern would leave out. */
    @ArchTest
    final ArchRule packagesFormNoCycles =
            slices().assignedFrom(
                            new SliceAssignment() {
                                @Override
                                public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                                    return SliceIdentifier.of(javaClass.getPackageName());
                                }

                                @Override
                                public String getDescription() {
                                    return "packages";
                                }
                            })
                    .should()
                    .beFreeOfCycles();

    @ArchTest
    final ArchRule floorsFormNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    /** {@code ReleasableGroup} takes metrics back, which Flink's public classes cannot. */
    @ArchTest
    final ArchRule onlyPublicFlinkIsUsed =
            classes()
                    .that()
                    .doNotHaveFullyQualifiedName(ROOT + ".source.metrics.ReleasableGroup")
                    .should()
                    .onlyDependOnClassesThat(not(resideInAPackage(FLINK)).or(publicInFlink()));

    @ArchTest
    final ArchRule nobodySleeps =
            noClasses()
                    .should()
                    .callMethodWhere(
                            target(owner(assignableTo(Thread.class))).and(target(name("sleep"))))
                    .orShould()
                    .callMethodWhere(
                            target(owner(assignableTo(TimeUnit.class))).and(target(name("sleep"))));

    /** {@link Serializability} tries whether the source can be serialized, and keeps no byte. */
    @ArchTest
    final ArchRule nothingIsJavaSerializedIntoState =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(Serializability.class)
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(ObjectOutputStream.class, ObjectInputStream.class);

    @ArchTest
    final ArchRule loggersArePrivateConstantsNamedLog =
            fields().that()
                    .haveRawType(Logger.class)
                    .should()
                    .haveName("LOG")
                    .andShould()
                    .bePrivate()
                    .andShould()
                    .haveModifier(JavaModifier.STATIC)
                    .andShould()
                    .beFinal();

    private static DescribedPredicate<JavaClass> publicInFlink() {
        return DescribedPredicate.describe("public in Flink", LayerRulesTest::isPublicInFlink);
    }

    private static boolean isPublicInFlink(JavaClass used) {
        for (JavaClass at = used.getBaseComponentType();
                at != null;
                at = at.getEnclosingClass().orElse(null)) {
            if (PUBLIC_ANNOTATIONS.stream().anyMatch(at::isAnnotatedWith)) {
                return true;
            }
        }
        return false;
    }
}
