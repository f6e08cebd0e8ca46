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

package io.github.flinkkvs.media.client;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Loads a credentials provider of the user's by the name of its class. */
final class CustomCredentials {

    private CustomCredentials() {}

    /** Makes an instance through the public constructor without arguments. */
    static AwsCredentialsProvider load(AwsOptions options) {
        String name = options.require(AwsOptions.CUSTOM_CLASS);
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return Class.forName(name, true, loader)
                    .asSubclass(AwsCredentialsProvider.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "Cannot use "
                            + AwsOptions.CUSTOM_CLASS
                            + "="
                            + name
                            + ": it must be of "
                            // In a shaded jar it has another name than in the SDK's documents.
                            + AwsCredentialsProvider.class.getName()
                            + " with a public constructor without arguments, on the job's class"
                            + " path.",
                    e);
        }
    }
}
