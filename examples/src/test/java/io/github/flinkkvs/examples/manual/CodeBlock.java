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

import java.util.List;

/**
 * A fenced block of a page.
 *
 * @param language what stands behind the fence
 * @param firstLine the number in the page of the line behind the fence, from 1
 */
record CodeBlock(Page page, String language, int firstLine, List<String> lines) {

    String text() {
        return String.join("\n", lines);
    }

    /** Says where a line of the block stands, as compilers do. */
    String at(long lineOfBlock) {
        return page.name() + ":" + (firstLine + lineOfBlock - 1);
    }
}
