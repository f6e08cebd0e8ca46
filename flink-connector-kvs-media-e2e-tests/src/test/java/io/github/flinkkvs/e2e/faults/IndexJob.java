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

package io.github.flinkkvs.e2e.faults;

import io.github.flinkkvs.e2e.faults.mutation.Mutation;
import io.github.flinkkvs.e2e.faults.mutation.WrongPositionJob;
import io.github.flinkkvs.e2e.process.FlinkCli;
import io.github.flinkkvs.e2e.process.Reactor;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is submitted: the example as a user has it, or one that saves wrong positions. */
final class IndexJob {

    private final Path jar;
    private final String mainClass;
    private final List<String> options;
    private final List<String> arguments;

    private IndexJob(Path jar, String mainClass, List<String> options, List<String> arguments) {
        this.jar = jar;
        this.mainClass = mainClass;
        this.options = options;
        this.arguments = arguments;
    }

    static IndexJob asUsersHaveIt() {
        return new IndexJob(
                Reactor.jobJar(),
                "io.github.flinkkvs.examples.FragmentIndexJob",
                List.of(),
                List.of());
    }

    /** The classes of the job proper come from the same jar. */
    static IndexJob mutated(Mutation mutation, Path folder) {
        return new IndexJob(
                MutationJar.in(folder),
                WrongPositionJob.class.getName(),
                List.of("-C", Reactor.jobJar().toUri().toString()),
                List.of("--mutation=" + mutation));
    }

    /** Submits it as {@code flink run} does, and returns its id. */
    String submit(FlinkCli cli, List<String> streams, URI index, List<String> from, int subtasks) {
        List<String> allOptions = new ArrayList<>(options);
        allOptions.addAll(from);
        List<String> all = new ArrayList<>(arguments);
        all.add("--streams=" + String.join(",", streams));
        all.add("--start=earliest");
        all.add("--parallelism=" + subtasks);
        all.add("--checkpoint-interval=1s");
        all.add("--output=" + index);
        return cli.run(allOptions, jar, mainClass, all.toArray(new String[0]));
    }
}
