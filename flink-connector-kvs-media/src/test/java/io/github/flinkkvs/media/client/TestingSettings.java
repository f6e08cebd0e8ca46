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

import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

import java.util.HashMap;
import java.util.Map;

/**
 * The process's surroundings as the SDK sees them, put back on close: system properties, and
 * environment variables through the SDK's own back door. Shuts out the machine's own settings.
 */
final class TestingSettings implements AutoCloseable {

    private final Map<String, String> before = new HashMap<>();

    TestingSettings() {
        environment("AWS_CONFIG_FILE", "/nonexistent/config");
        environment("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        environment("AWS_EC2_METADATA_DISABLED", "true");
        for (String variable :
                new String[] {
                    "AWS_REGION",
                    "AWS_ACCESS_KEY_ID",
                    "AWS_SECRET_ACCESS_KEY",
                    "AWS_SESSION_TOKEN",
                    "AWS_PROFILE",
                    "AWS_ROLE_ARN",
                    "AWS_WEB_IDENTITY_TOKEN_FILE",
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
                }) {
            environment(variable, null);
        }
    }

    TestingSettings environment(String variable, String value) {
        SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride(variable, value);
        return this;
    }

    TestingSettings property(String key, String value) {
        before.putIfAbsent(key, System.getProperty(key));
        System.setProperty(key, value);
        return this;
    }

    @Override
    public void close() {
        SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
        before.forEach(
                (key, value) -> {
                    if (value == null) {
                        System.clearProperty(key);
                    } else {
                        System.setProperty(key, value);
                    }
                });
    }
}
