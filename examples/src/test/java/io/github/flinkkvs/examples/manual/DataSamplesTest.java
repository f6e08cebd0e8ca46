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

package io.github.flinkkvs.examples.manual;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.xml.sax.InputSource;

import javax.xml.parsers.DocumentBuilderFactory;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** Samples of formats that are data can be read as such. */
class DataSamplesTest {

    /** Those that a test looks at, and text, which is no program. */
    private static final Set<String> LANGUAGES =
            Set.of("bash", "java", "json", "python", "sql", "text", "xml", "yaml");

    @Test
    void everyBlockSaysWhatItIs() {
        Set<String> places = new TreeSet<>();
        for (Page page : Page.all()) {
            for (CodeBlock block : page.blocks()) {
                if (!LANGUAGES.contains(block.language())) {
                    places.add(block.at(0) + ": '" + block.language() + "'");
                }
            }
        }

        assertThat(places).as("none of %s", LANGUAGES).isEmpty();
    }

    @Test
    void everySampleOfXmlIsWellFormed() {
        assertThat(
                        problems(
                                "xml",
                                text ->
                                        DocumentBuilderFactory.newInstance()
                                                .newDocumentBuilder()
                                                .parse(
                                                        new InputSource(
                                                                new StringReader(
                                                                        "<all>" + text
                                                                                + "</all>")))))
                .isEmpty();
    }

    @Test
    void everySampleOfJsonCanBeRead() {
        assertThat(problems("json", new ObjectMapper()::readTree)).isEmpty();
    }

    @Test
    void everySampleOfYamlCanBeRead() {
        Load yaml = new Load(LoadSettings.builder().build());

        assertThat(problems("yaml", text -> yaml.loadAllFromString(text).forEach(document -> {})))
                .isEmpty();
    }

    private static List<String> problems(String language, Reader reader) {
        List<String> problems = new ArrayList<>();
        for (CodeBlock block : Page.blocks(language)) {
            try {
                reader.read(block.text());
            } catch (Exception e) {
                problems.add(block.at(1) + ": " + e.getMessage());
            }
        }
        return problems;
    }

    /** Fails at what it cannot read. */
    private interface Reader {
        void read(String text) throws Exception;
    }
}
