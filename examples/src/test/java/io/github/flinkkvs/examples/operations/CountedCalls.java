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

package io.github.flinkkvs.examples.operations;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the calls of all of the SDK's clients in this JVM; the SDK finds it as a resource. */
public final class CountedCalls implements ExecutionInterceptor {

    private static final Map<String, Integer> BY_OPERATION = new ConcurrentHashMap<>();

    @Override
    public void beforeTransmission(
            Context.BeforeTransmission context, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        BY_OPERATION.merge(operation, 1, Integer::sum);
    }

    static void clear() {
        BY_OPERATION.clear();
    }

    /** Returns how often each operation was called that was called. */
    static Map<String, Integer> counts() {
        return new TreeMap<>(BY_OPERATION);
    }

    static int of(String operation) {
        return BY_OPERATION.getOrDefault(operation, 0);
    }
}
