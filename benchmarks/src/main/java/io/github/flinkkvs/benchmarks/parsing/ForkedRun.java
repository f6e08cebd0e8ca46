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

import io.github.flinkkvs.benchmarks.parsing.Figures.Figure;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One reader on one kind of media in a JVM of its own.
 *
 * @param iterations how often it is measured, and before that warmed up
 * @param iterationTime how long each time
 * @param jvmArguments what the JVM is started with besides
 */
record ForkedRun(int iterations, TimeValue iterationTime, List<String> jvmArguments) {

    private static final String ALLOCATED_PER_OPERATION = "gc.alloc.rate.norm";

    Figure measure(SessionMedia media, Reader reader) throws RunnerException {
        RunResult result = new Runner(options(media, reader)).runSingle();
        double sessionsPerSecond = result.getPrimaryResult().getScore();
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED_PER_OPERATION);
        SessionMedia.Session session = media.session();
        return new Figure(
                sessionsPerSecond * session.bytes().length,
                sessionsPerSecond * session.fragments(),
                allocated.getScore() / session.bytes().length);
    }

    private Options options(SessionMedia media, Reader reader) {
        return new OptionsBuilder()
                .include(reader.pattern())
                .param("media", media.name())
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.SECONDS)
                .forks(1)
                .threads(1)
                .warmupIterations(iterations)
                .warmupTime(iterationTime)
                .measurementIterations(iterations)
                .measurementTime(iterationTime)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend(jvmArguments.toArray(String[]::new))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }
}
