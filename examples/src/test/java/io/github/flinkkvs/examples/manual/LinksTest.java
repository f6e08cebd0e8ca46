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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class LinksTest {

    private final Map<Path, Page> pages =
            Page.all().stream().collect(Collectors.toMap(Page::file, page -> page));

    @Test
    void everyLinkToThisRepositoryLeadsSomewhere() {
        Set<String> dead = new TreeSet<>();
        for (Page page : pages.values()) {
            page.links()
                    .forEach(
                            (place, link) -> {
                                if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
                                    dead.add(place);
                                }
                            });
        }

        assertThat(dead).isEmpty();
    }

    private boolean leadsSomewhere(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path file =
                parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
        boolean isPage = pages.containsKey(file);
        return parts.length == 2
                ? isPage && pages.get(file).anchors().contains(parts[1])
                : isPage || Files.exists(file);
    }

    @Test
    void everyPageIsInTheSidebarOnce() throws IOException {
        File list = Page.ROOT.resolve("docs/.vitepress/sidebar.json").toFile();
        List<String> listed =
                new ObjectMapper()
                        .readTree(list).findValuesAsText("link").stream()
                                .map(link -> "docs" + link + (link.endsWith("/") ? "index" : ""))
                                .map(page -> page + ".md")
                                .toList();

        assertThat(listed).doesNotHaveDuplicates();
        assertThat(listed)
                .containsAll(
                        pages.values().stream()
                                .map(Page::name)
                                .filter(name -> name.startsWith("docs/"))
                                .toList());
    }
}
