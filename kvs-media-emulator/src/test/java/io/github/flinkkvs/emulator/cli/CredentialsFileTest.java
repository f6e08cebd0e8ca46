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

package io.github.flinkkvs.emulator.cli;

import io.github.flinkkvs.emulator.auth.AccessKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CredentialsFileTest {
    @TempDir private Path folder;

    @Test
    void everyProfileWithAKeyCounts() throws IOException {
        CredentialsFile file =
                file(
                        "# mine",
                        "[sso]",
                        "sso_session = work",
                        "[ default ]",
                        "aws_access_key_id=AKID1",
                        "aws_secret_access_key = s3cr3t=/+",
                        "",
                        "[other]",
                        "aws_access_key_id = AKID2",
                        "aws_secret_access_key = more",
                        "aws_session_token = token");

        assertThat(file.accessKeys()).extracting(AccessKey::id).containsExactly("AKID1", "AKID2");
        assertThat(file.firstProfile()).isEqualTo("default");
    }

    @Test
    void aFileWithoutAnyKeyIsRefused() {
        assertThatThrownBy(() -> file("[default]", "region = us-east-1"))
                .hasMessageContaining("has no profile with aws_access_key_id");
    }

    private CredentialsFile file(String... lines) throws IOException {
        return new CredentialsFile(Files.write(folder.resolve("keys"), List.of(lines)));
    }
}
