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

/**
 * Streams as a table of SQL: {@code CREATE TABLE … WITH ('connector' = 'kvs-media')}.
 *
 * <p>The factory reads and checks schema and options once, into a {@link
 * io.github.flinkkvs.media.table.ScanSpec}; the planner calls the table source, on the client; the
 * rows are made by a deserializer, on the task thread.
 */
package io.github.flinkkvs.media.table;
