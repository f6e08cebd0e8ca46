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

package io.github.flinkkvs.benchmarks;

/**
 * What was seen at a moment of the soak.
 *
 * @param fragments that have come through the job so far
 * @param failures of tasks so far, all of them wanted
 * @param sessions that the emulator serves
 * @param opened sessions so far
 */
record SoakSample(Holding holding, long fragments, int failures, long sessions, long opened) {
    static final String CSV_HEADER =
            "seconds,heap_bytes,threads,sockets,file_handles,resident_bytes,fragments,"
                    + "task_failures,sessions,sessions_opened";

    double minutes() {
        return holding.seconds() / 60.0;
    }

    String toCsv() {
        return String.format(
                "%d,%d,%d,%d,%d,%d,%d,%d,%d,%d",
                holding.seconds(),
                holding.heapBytes(),
                holding.threads(),
                holding.sockets(),
                holding.fileHandles(),
                holding.residentBytes(),
                fragments,
                failures,
                sessions,
                opened);
    }

    @Override
    public String toString() {
        return String.format(
                "%5.1f min: %s; %d fragments, %d tasks failed, %d sessions open, %d opened",
                minutes(), holding, fragments, failures, sessions, opened);
    }
}
