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

package io.github.flinkkvs.emulator;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "io.github.flinkkvs.emulator", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.flinkkvs.emulator";

    @ArchTest
    final ArchRule nothingOfTheConnector =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.github.flinkkvs.media..", "org.apache.flink..");

    @ArchTest
    final ArchRule noDesktop =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing..");

    @ArchTest
    final ArchRule matroskaStandsAlone =
            classes()
                    .that()
                    .resideInAPackage(ROOT + ".mkv")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(ROOT + ".mkv", "java..");

    @ArchTest
    final ArchRule mediaKnowsNoHttp =
            noClasses()
                    .that()
                    .resideInAnyPackage(ROOT + ".media..", ROOT + ".ingest", ROOT + ".store")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ROOT + ".http", "io.netty..");

    @ArchTest
    final ArchRule limitsStandAlone =
            classes()
                    .that()
                    .resideInAPackage(ROOT + ".limits")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(ROOT + ".limits", "java..");

    @ArchTest
    final ArchRule authStandsAlone =
            classes()
                    .that()
                    .resideInAPackage(ROOT + ".auth")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(ROOT + ".auth", "java..", "javax.crypto..");

    @ArchTest
    final ArchRule noCycles =
            SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();
}
