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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of access keys in the form that AWS tools share (<a
 * href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">shared config and
 * credentials files</a>). So secrets stay off the command line, where every process can read them.
 */
final class CredentialsFile {
    private static final Pattern PROFILE = Pattern.compile("\\s*\\[\\s*([^\\]]+?)\\s*\\]\\s*");
    private static final Pattern SETTING = Pattern.compile("\\s*([a-z_]+)\\s*=\\s*(.*?)\\s*");
    private static final String ID = "aws_access_key_id";
    private static final String SECRET = "aws_secret_access_key";
    private static final String TOKEN = "aws_session_token";

    private final Path file;

    /** Settings by profile, of the profiles that have a key. */
    private final Map<String, Map<String, String>> profiles = new LinkedHashMap<>();

    CredentialsFile(Path file) {
        this.file = file;
        Map<String, String> current = new LinkedHashMap<>();
        for (String line : lines()) {
            Matcher profile = PROFILE.matcher(line);
            Matcher setting = SETTING.matcher(line);
            if (profile.matches()) {
                current = profiles.computeIfAbsent(profile.group(1), n -> new LinkedHashMap<>());
            } else if (setting.matches()) {
                current.put(setting.group(1), setting.group(2));
            }
        }
        profiles.values().removeIf(p -> !p.containsKey(ID) || !p.containsKey(SECRET));
        if (profiles.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " has no profile with " + ID + " and " + SECRET);
        }
    }

    /** The keys of all its profiles. */
    List<AccessKey> accessKeys() {
        return profiles.values().stream().map(CredentialsFile::accessKey).toList();
    }

    String firstProfile() {
        return profiles.keySet().iterator().next();
    }

    private static AccessKey accessKey(Map<String, String> profile) {
        AccessKey key = AccessKey.of(profile.get(ID), profile.get(SECRET));
        String token = profile.get(TOKEN);
        return token == null ? key : key.withSessionToken(token);
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
