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

package io.github.flinkkvs.benchmarks.parsing;

/** What is compared, each a method of {@link ParsingBenchmark}. */
enum Reader {
    FRAGMENTS("fragments", "connector"),
    FRAGMENTS_OF_PIECES("fragmentsOfPieces", "connector, 8 KB at a time"),
    AWS_METADATA("awsMetadata", "AWS, FragmentMetadataVisitor"),
    AWS_FRAMES("awsFrames", "AWS, FrameVisitor"),
    JEBML("jebml", "jebml"),
    FRESH_ARRAYS("copyIntoFreshArrays", "arraycopy, fresh arrays"),
    ONE_ARRAY("copyIntoOneArray", "arraycopy, one array");

    private final String method;
    private final String title;

    Reader(String method, String title) {
        this.method = method;
        this.title = title;
    }

    /** What JMH knows it by, as a regular expression. */
    String pattern() {
        return ParsingBenchmark.class.getName().replace(".", "\\.") + "\\." + method + "$";
    }

    String title() {
        return title;
    }
}
