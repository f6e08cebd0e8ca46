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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of Markdown.
 *
 * @param file where it is
 * @param name its path in the repository
 */
record Page(Path file, String name, List<String> lines) {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> NO_PAGES = Set.of("target", "node_modules", "src");
    private static final Pattern FENCE = Pattern.compile("( *)```+(.*)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?) *#*");
    private static final Pattern LINK =
            Pattern.compile(
                    "\\[(?:[^\\[\\]]|\\[[^\\[\\]]*])*]\\(\\s*([^()\\s]+)(?:\\s+\"[^\"]*\")?\\)");

    /** All pages of the repository. */
    static List<Page> all() {
        List<Page> pages = new ArrayList<>();
        try {
            Files.walkFileTree(
                    ROOT,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            String name = folder.getFileName().toString();
                            return !folder.equals(ROOT)
                                            && (name.startsWith(".") || NO_PAGES.contains(name))
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            if (file.toString().endsWith(".md")) {
                                pages.add(read(file));
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    private static Page read(Path file) throws IOException {
        String name = ROOT.relativize(file).toString().replace('\\', '/');
        return new Page(file, name, Files.readAllLines(file));
    }

    /** All blocks of a language, of all pages. */
    static List<CodeBlock> blocks(String language) {
        return all().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals(language))
                .toList();
    }

    List<CodeBlock> blocks() {
        List<CodeBlock> blocks = new ArrayList<>();
        CodeBlock open = null;
        int indent = 0;
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (open == null && fence.matches()) {
                open = new CodeBlock(this, fence.group(2).strip(), i + 2, new ArrayList<>());
                indent = fence.group(1).length();
            } else if (fence.matches()) {
                blocks.add(open);
                open = null;
            } else if (open != null) {
                String line = lines.get(i);
                open.lines().add(line.substring(Math.min(indent, line.length())));
            }
        }
        if (open != null) {
            throw new IllegalStateException(open.at(0) + ": this block has no end");
        }
        return blocks;
    }

    /** The page without its blocks, each line in its place. */
    private List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean isInBlock = false;
        for (String line : lines) {
            boolean isFence = FENCE.matcher(line).matches();
            prose.add(isFence || isInBlock ? "" : line);
            isInBlock ^= isFence;
        }
        return prose;
    }

    /** The anchors of the headings, as GitHub and the built manual make them. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> times = new HashMap<>();
        for (String line : prose()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = anchor(heading.group(1));
                int before = times.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    private static String anchor(String heading) {
        return heading.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    /** The links, each with the place where it stands. */
    Map<String, String> links() {
        Map<String, String> links = new HashMap<>();
        String prose = String.join("\n", prose());
        Matcher link = LINK.matcher(prose);
        while (link.find()) {
            long line = prose.substring(0, link.start(1)).lines().count();
            links.put(name + ":" + line + ": " + link.group(1), link.group(1));
        }
        return links;
    }
}
