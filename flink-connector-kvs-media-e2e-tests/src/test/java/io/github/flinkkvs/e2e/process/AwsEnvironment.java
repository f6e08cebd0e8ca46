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

package io.github.flinkkvs.e2e.process;

import java.net.URI;
import java.util.Map;

/** By what the AWS SDK finds an emulator, so that neither jobs nor tables have to name it. */
public final class AwsEnvironment {

    private AwsEnvironment() {}

    /** Variables for processes that shall use the service at an address. */
    public static Map<String, String> of(URI endpoint) {
        return Map.of(
                "AWS_ENDPOINT_URL_KINESIS_VIDEO", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test");
    }
}
